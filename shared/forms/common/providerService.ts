import { defineForm } from '../define.ts';
import { many, one, text, yesNoUnknown } from '../questions.ts';
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
        ps_category: one('service_category', 'R', 'OP', 'Service', 'Service'),
        ps_details: many('service_detail', 'S', 'OP', 'Prestations', 'Services in detail', {
          filteredBy: { field: 'ps_category', table: SERVICE_DETAILS },
        }),
        ps_age_sex: many('ps_audience', 'S', 'OP', 'Publics acceptés', 'Audience', { alone: ['all'] }),
        ps_days_hours: text('S', 'OP', 'Jours et heures', 'Days and hours', {
          help: {
            fr: 'Par exemple : lundi à vendredi, 8 h à 16 h ; ou jour et nuit.',
            en: 'For example: Monday to Friday, 8 am to 4 pm; or day and night.',
          },
        }),
        ps_free: yesNoUnknown('S', 'OP', 'Gratuit', 'Free of charge'),
      },
    },
    quality: {
      title: { fr: 'Accueil et stocks', en: 'Reception and stock' },
      fields: {
        ps_survivor_trained: yesNoUnknown('S', 'OP', 'Personnel formé (VBG / enfants)', 'Staff trained'),
        ps_female_staff: yesNoUnknown('O', 'OP', 'Personnel féminin disponible', 'Female staff available'),
        ps_accessible: yesNoUnknown('O', 'OP', 'Accessible aux personnes handicapées', 'Accessible to persons with disabilities'),
        ps_pep_available: yesNoUnknown('C', 'OP', 'PPE disponible', 'PEP available', {
          help: { fr: "En stock aujourd'hui, selon le prestataire.", en: 'In stock today, according to the provider.' },
          visibleIf: { field: 'ps_category', is: 'health' },
        }),
        ps_ec_available: yesNoUnknown('C', 'OP', "Contraception d'urgence disponible", 'EC available', {
          visibleIf: { field: 'ps_category', is: 'health' },
        }),
      },
    },
  },
});
