import type { Text } from '../text.ts';

/** What the report says: what was done with a cell, and why. No sentence quotes a cell. */

export const LEFT_BLANK: Text = { fr: 'Laissé vide, à compléter.', en: 'Left blank, to complete.' };
export const READ_AS_UNKNOWN: Text = { fr: 'Lu comme inconnu.', en: 'Read as unknown.' };
export const KEPT_AS_WRITTEN: Text = { fr: 'Gardé tel quel.', en: 'Kept as written.' };
export const KEPT_IN_NOTE: Text = { fr: 'Gardé dans la note du dossier.', en: 'Kept in the note of the file.' };
export const NOT_COUNTED: Text = { fr: 'Dossier ouvert, jamais compté.', en: 'File opened, never counted.' };
export const NO_CONSENT: Text = {
  fr: 'Contact sans consentement : rien qui identifie n’est gardé.',
  en: 'Contact without consent: nothing that identifies is kept.',
};
export const NAME_KEPT_WHOLE: Text = { fr: 'Nom gardé entier dans « Nom ».', en: 'Name kept whole under “Surname”.' };
export const REGION_ONLY: Text = { fr: 'Région gardée, cercle laissé vide.', en: 'Region kept, cercle left blank.' };
export const CLOSED_WITHOUT_DATE: Text = {
  fr: 'Dossier clôturé, date de clôture à compléter.',
  en: 'File closed, closure date to complete.',
};

export const NO_RECEPTION_DATE: Text = { fr: "Il manque la date d'accueil.", en: 'The reception date is missing.' };
export const BAD_RECEPTION_DATE: Text = {
  fr: "La date d'accueil n'est pas une date réelle au format jj/mm/aaaa.",
  en: 'The reception date is not a real date written dd/mm/yyyy.',
};
export const FUTURE_RECEPTION: Text = { fr: "La date d'accueil est dans le futur.", en: 'The reception date is in the future.' };
export const FORBIDDEN_CHARACTER: Text = {
  fr: "La cellule contient un caractère de commande, illisible ou qui inverse le sens de l'écriture.",
  en: 'The cell contains a control character, an unreadable one or one that reverses the writing direction.',
};

export const BAD_TOOL_DATE: Text = {
  fr: "La date de l'entretien n'est pas une date réelle.",
  en: 'The date of the interview is not a real date.',
};
export const AGE_FROM_YEAR: Text = { fr: 'Âge estimé, sans date de naissance.', en: 'Age estimated, without a date of birth.' };
export const FIRST_OF_JANUARY: Text = {
  fr: "Un 1er janvier peut ne dire que l'année de naissance.",
  en: 'A first of January may tell only the year of birth.',
};
export const BIRTH_OUT_OF_REACH: Text = {
  fr: "La date de naissance suit l'accueil ou le précède de plus de 110 ans.",
  en: 'The date of birth is after the reception or more than 110 years before it.',
};
export const SEVERAL_PERPETRATORS: Text = {
  fr: '« Les deux » se dit de plusieurs auteurs présumés : à compléter pour chacun.',
  en: '“Both” is said of several alleged perpetrators: to complete for each.',
};
export const WHICH_PERPETRATOR: Text = {
  fr: "« Oui » se dit de l'un au moins de plusieurs auteurs présumés : à compléter pour chacun.",
  en: '“Yes” is said of one at least of several alleged perpetrators: to complete for each.',
};

export const AGE_NOT_A_NUMBER: Text = {
  fr: "L'âge n'est pas un nombre entier de 0 à 110.",
  en: 'The age is not a whole number from 0 to 110.',
};
export const INCIDENT_AFTER_RECEPTION: Text = {
  fr: "L'incident serait postérieur à l'accueil.",
  en: 'The incident would be later than the reception.',
};
export const NOT_A_DATE: Text = { fr: "Ce n'est pas une date réelle.", en: 'This is not a real date.' };
export const NOT_A_TIME: Text = { fr: "Ce n'est pas une heure.", en: 'This is not a clock time.' };
export const FUTURE_DATE: Text = { fr: 'La date est dans le futur.', en: 'The date is in the future.' };
export const BEFORE_RECEPTION: Text = { fr: "La date précède l'accueil.", en: 'The date is earlier than the reception.' };
export const UNKNOWN_WORDING: Text = { fr: 'Aucune règle ne connaît ce libellé.', en: 'No rule knows this wording.' };
export const CARE_NOT_GIVEN: Text = { fr: "L'accord pour la prise en charge n'est pas « Oui ».", en: 'Consent to services is not “Oui”.' };
export const STATISTICS_NOT_GIVEN: Text = {
  fr: "L'accord pour les statistiques n'est ni « Oui » ni « Non ».",
  en: 'Consent to statistics is neither “Oui” nor “Non”.',
};
export const NO_FAMILY_NAME: Text = {
  fr: "Le nom de famille n'est pas reconnu avec certitude.",
  en: 'The family name is not recognised for certain.',
};
export const PHONE_SHAPE: Text = { fr: "Le numéro n'a pas huit chiffres.", en: 'The number has not eight digits.' };
export const FORMULA: Text = {
  fr: "Le texte commence comme une formule ; il n'est jamais calculé.",
  en: 'The text begins like a formula; it is never computed.',
};
export const CERCLE_ELSEWHERE: Text = { fr: "Ce cercle n'est pas dans cette région.", en: 'This cercle is not in this region.' };
export const YOUNG_AND_MARRIED: Text = {
  fr: 'Moins de 10 ans et une situation matrimoniale autre que célibataire.',
  en: 'Under 10 with a marital status other than single.',
};
export const TOO_LONG: Text = { fr: 'Le texte dépasse 200 caractères.', en: 'The text is longer than 200 characters.' };
export const MORE_CELLS: Text = {
  fr: "La ligne a plus de cellules que le fichier n'a de titres.",
  en: 'The line has more cells than the file has headings.',
};
export const NO_CLOSING_DATE: Text = {
  fr: 'Le dernier suivi ne peut pas servir de date de clôture.',
  en: 'The last follow-up cannot serve as closure date.',
};

/** Printed with the dry run and the report (commands.md §2.1). */
export const ASSUMPTIONS: readonly Text[] = [
  {
    fr: 'Un dossier dont le registre ne dit pas qui a déclaré l’incident compte comme déclaré par la personne elle-même.',
    en: 'A file whose register does not say who reported the incident counts as reported by the survivor herself.',
  },
  {
    fr: 'Un incident dont le registre ne dit pas s’il a été déclaré ailleurs compte comme non déclaré ailleurs.',
    en: 'An incident of which the register does not say whether it was reported elsewhere counts as not reported elsewhere.',
  },
  {
    fr: 'Un type de violence écrit répond « Oui » à la question de ce type ; les autres questions restent vides.',
    en: 'A written type of violence answers “Yes” to the question of that type; the other questions stay blank.',
  },
  {
    fr: 'Région et cercle sont ceux de la résidence ; le lieu de l’incident reste vide, sauf colonne propre.',
    en: 'Region and cercle are those of residence; the place of the incident stays blank unless it has its own column.',
  },
  { fr: '« Domicile » est lu comme le domicile de la personne survivante.', en: '“Domicile” is read as the survivor’s home.' },
  {
    fr: '« Psychosocial » à Oui : service fourni ici. Un autre service à Oui : personne référée. Non : laissé vide.',
    en: '“Psychosocial” at Oui: service provided here. Another service at Oui: person referred. Non: left blank.',
  },
  {
    fr: '« Sécurité / abri » est repris sous « Hébergement sûr / abri ».',
    en: '“Sécurité / abri” is taken over under “Safe house / shelter”.',
  },
  {
    fr: '« Clôturé » : clôturé le jour du dernier suivi, motif à compléter. « Sans nouvelles » : ouvert, avec une tâche.',
    en: '“Clôturé”: closed on the day of the last follow-up, reason to complete. “Sans nouvelles”: open, with a task.',
  },
  {
    fr: 'Avec une heure, le moment de la journée est déduit : matin de 6 h à 12 h, après-midi de 12 h à 18 h, sinon soir ou nuit.',
    en: 'With a time, the part of the day is deduced: morning from 6:00 to 12:00, afternoon from 12:00 to 18:00, otherwise evening or night.',
  },
  {
    fr: 'Chaque accueil est un incident à part. Les personnes qui semblent déjà connues sont signalées, jamais réunies.',
    en: 'Each reception is an incident of its own. Persons who seem already known are pointed out, never merged.',
  },
];
