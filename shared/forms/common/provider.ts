import { defineForm } from '../define.ts';
import { date, geo, one, text, yesNo } from '../questions.ts';

/** Service provider (reference §3.38). */
export const provider = defineForm({
  id: 'provider',
  title: { fr: 'Prestataire de services', en: 'Service provider' },
  reference: '3.38',
  sections: {
    provider: {
      title: { fr: 'Le prestataire', en: 'The provider' },
      fields: {
        prov_name: text('R', 'OP', 'Nom', 'Name'),
        prov_type: one('provider_type', 'R', 'OP', 'Type de structure', 'Type', {
          help: {
            fr: "Pour un hébergement sûr, aucune adresse n'est demandée : elle doit rester secrète.",
            en: 'For a safe shelter no address is asked: it must stay secret.',
          },
        }),
        prov_geo: geo('R', 'OP', 'Région, cercle, commune', 'Place'),
        prov_address: text('O', 'OP', 'Adresse, repère', 'Address', { visibleIf: { field: 'prov_type', isNot: 'shelter' } }),
        prov_focal_name: text('O', 'OP', 'Point de contact', 'Contact person', {
          help: {
            fr: 'Une personne du service, joignable pendant les heures de travail.',
            en: 'A member of staff who can be reached during working hours.',
          },
        }),
        prov_phone: text('O', 'OP', 'Téléphone', 'Phone', { pattern: 'phone' }),
        prov_active: yesNo('R', 'OP', 'Actif', 'Active'),
        prov_checked_on: date('R', 'OP', 'Informations vérifiées le', 'Checked on', {
          help: { fr: 'À revérifier tous les 90 jours.', en: 'To be checked again every 90 days.' },
          staleAfterDays: 90,
          notAfter: [{ fact: 'today' }],
        }),
      },
    },
  },
});
