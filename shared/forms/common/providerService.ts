import { defineForm } from '../define.ts';
import { SERVICE_DETAILS } from './serviceDetails.ts';

/** Service offered (reference §3.38). */
export const providerService = defineForm({
  id: 'provider_service',
  title: { fr: 'Service offert', en: 'Service offered' },
  reference: '3.38',
  rows: { parent: 'provider', title: 'ps_category', unique: true },
  sections: {
    service: {
      title: { fr: 'Le service', en: 'The service' },
      fields: {
        ps_category: {
          type: 'one',
          list: 'service_category',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Service', en: 'Service' },
        },
        ps_details: {
          type: 'many',
          list: 'service_detail',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Prestations', en: 'Services in detail' },
          filteredBy: { field: 'ps_category', table: SERVICE_DETAILS },
        },
        ps_age_sex: {
          type: 'many',
          list: 'ps_audience',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Publics acceptés', en: 'Audience' },
          alone: ['all'],
        },
        ps_days_hours: {
          type: 'text',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Jours et heures', en: 'Days and hours' },
          help: {
            fr: 'Par exemple : lundi à vendredi, 8 h à 16 h ; ou jour et nuit.',
            en: 'For example: Monday to Friday, 8 am to 4 pm; or day and night.',
          },
        },
        ps_free: {
          type: 'ynu',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Gratuit', en: 'Free of charge' },
        },
      },
    },
    quality: {
      title: { fr: 'Accueil et stocks', en: 'Reception and stock' },
      fields: {
        ps_survivor_trained: {
          type: 'ynu',
          required: 'S',
          privacy: 'OP',
          label: { fr: 'Personnel formé (VBG / enfants)', en: 'Staff trained' },
        },
        ps_female_staff: {
          type: 'ynu',
          required: 'O',
          privacy: 'OP',
          label: { fr: 'Personnel féminin disponible', en: 'Female staff available' },
        },
        ps_accessible: {
          type: 'ynu',
          required: 'O',
          privacy: 'OP',
          label: { fr: 'Accessible aux personnes handicapées', en: 'Accessible to persons with disabilities' },
        },
        ps_pep_available: {
          type: 'ynu',
          required: 'C',
          privacy: 'OP',
          label: { fr: 'PPE disponible', en: 'PEP available' },
          help: { fr: "En stock aujourd'hui, selon le prestataire.", en: 'In stock today, according to the provider.' },
          visibleIf: { field: 'ps_category', is: 'health' },
        },
        ps_ec_available: {
          type: 'ynu',
          required: 'C',
          privacy: 'OP',
          label: { fr: "Contraception d'urgence disponible", en: 'EC available' },
          visibleIf: { field: 'ps_category', is: 'health' },
        },
      },
    },
  },
});
