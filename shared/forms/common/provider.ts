import { defineForm } from '../define.ts';

/** Service provider (reference §3.38). */
export const provider = defineForm({
  id: 'provider',
  title: { fr: 'Prestataire de services', en: 'Service provider' },
  reference: '3.38',
  sections: {
    provider: {
      title: { fr: 'Le prestataire', en: 'The provider' },
      fields: {
        prov_name: {
          type: 'text',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Nom', en: 'Name' },
        },
        prov_type: {
          type: 'one',
          list: 'provider_type',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Type de structure', en: 'Type' },
          help: {
            fr: "Pour un hébergement sûr, aucune adresse n'est demandée : elle doit rester secrète.",
            en: 'For a safe shelter no address is asked: it must stay secret.',
          },
        },
        prov_geo: {
          type: 'geo',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Région, cercle, commune', en: 'Place' },
        },
        prov_address: {
          type: 'text',
          required: 'O',
          privacy: 'OP',
          label: { fr: 'Adresse, repère', en: 'Address' },
          visibleIf: { field: 'prov_type', isNot: 'shelter' },
        },
        prov_focal_name: {
          type: 'text',
          required: 'O',
          privacy: 'OP',
          label: { fr: 'Point de contact', en: 'Contact person' },
          help: {
            fr: 'Une personne du service, joignable pendant les heures de travail.',
            en: 'A member of staff who can be reached during working hours.',
          },
        },
        prov_phone: {
          type: 'text',
          required: 'O',
          privacy: 'OP',
          label: { fr: 'Téléphone', en: 'Phone' },
          pattern: 'phone',
        },
        prov_active: {
          type: 'yn',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Actif', en: 'Active' },
        },
        prov_checked_on: {
          type: 'date',
          required: 'R',
          privacy: 'OP',
          label: { fr: 'Informations vérifiées le', en: 'Checked on' },
          help: { fr: 'À revérifier tous les 90 jours.', en: 'To be checked again every 90 days.' },
          staleAfterDays: 90,
          notAfter: [{ fact: 'today' }],
        },
      },
    },
  },
});
