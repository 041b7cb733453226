import type { CodeOf } from '../../shared/forms/lists/all.ts';
import type { Text } from '../../shared/text.ts';

type Definition = { readonly includes: Text; readonly excludes: Text | null };

/** What each type of violence includes and excludes, as shown beside the type that the answers give (reference §5.3.2). */
export const TYPE_DEFINITIONS: Readonly<Record<CodeOf<'gbv_type'>, Definition>> = {
  rape: {
    includes: {
      fr: 'Toute pénétration sans consentement du vagin, de l’anus ou de la bouche par une partie du corps, ou du vagin ou de l’anus par un objet, même légère. Comprend le viol conjugal et le viol en groupe.',
      en: 'Any penetration without consent of the vagina, anus or mouth by a body part, or of the vagina or anus by an object, however slight. Includes marital rape and gang rape.',
    },
    excludes: { fr: 'la tentative de viol', en: 'attempted rape' },
  },
  sexual_assault: {
    includes: {
      fr: 'Tout contact sexuel sans consentement et sans pénétration, la tentative de viol, les attouchements, l’excision.',
      en: 'Any sexual contact without consent and without penetration, attempted rape, unwanted touching, excision.',
    },
    excludes: { fr: 'le viol', en: 'rape' },
  },
  physical_assault: {
    includes: {
      fr: 'Violence physique sans acte sexuel\u00a0: coups, brûlures, blessures, étranglement, armes, acide.',
      en: 'Physical violence without a sexual act: blows, burns, wounds, strangling, weapons, acid.',
    },
    excludes: { fr: 'l’excision et le crime dit d’honneur', en: 'excision and so-called honour killing' },
  },
  forced_marriage: {
    includes: {
      fr: 'Mariage contre la volonté de la personne, quel que soit le rite. Pour un enfant\u00a0: quand un consentement libre n’était pas possible.',
      en: 'Marriage against the person’s will, whatever the rite. For a child: when free consent was not possible.',
    },
    excludes: null,
  },
  denial_resources: {
    includes: {
      fr: 'Héritage refusé, revenus pris, fille empêchée d’aller à l’école, contraception refusée.',
      en: 'Inheritance refused, earnings taken, girl kept from school, contraception refused.',
    },
    excludes: { fr: 'la pauvreté en général', en: 'general poverty' },
  },
  psychological: {
    includes: {
      fr: 'Menaces, humiliations, isolement, harcèlement, destruction d’objets auxquels la personne tient.',
      en: 'Threats, humiliation, isolation, harassment, destruction of things the person holds dear.',
    },
    excludes: null,
  },
  non_gbv: {
    includes: {
      fr: 'Tout autre incident, sans lien avec le genre. Il n’entre pas dans les tableaux de VBG.',
      en: 'Any other incident, not related to gender. It does not enter the GBV tables.',
    },
    excludes: null,
  },
};
