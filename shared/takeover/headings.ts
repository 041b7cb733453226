import { wordList } from '../wordList.ts';

/** What a column of a register can mean. */
export type Target = (typeof HEADINGS)[number][0];

/** Headings as centres write them. Case, accents, signs and spaces do not count; a wording is listed once. Those of the known tools are in `known/`. */
export const HEADINGS = [
  ['rank', wordList("n | no | num | numero | n° ordre | numéro d'ordre | rang | ligne | number | row")],
  [
    'receivedOn',
    wordList(`
      date d'accueil | date accueil | date de réception | date réception | date d'enregistrement | date enregistrement |
      date de déclaration | date de la déclaration | date d'arrivée | date de l'entretien | date d'entretien | accueilli le | reçue le |
      date | reception date | date of reception | registration date | date of report | report date | interview date | date d'admission
    `),
  ],
  [
    'name',
    wordList(`
      nom et prénom | nom et prénoms | noms et prénoms | nom et prénom(s) | noms et prénom | nom prénom | prénom et nom | prénoms et nom |
      prénom(s) et nom | prénom nom | nom complet | identité | nom de la personne | nom de la survivante |
      nom et prénom de la survivante | nom & prénom | full name | name
    `),
  ],
  ['lastName', wordList('nom | nom de famille | patronyme | last name | surname | family name')],
  ['firstName', wordList('prénom | prénoms | prénom(s) | first name | given name')],
  ['nickname', wordList('surnom | dit | dite | alias | nickname')],
  [
    'phone',
    wordList(`
      téléphone | tél | tel | n° téléphone | n° tél | numéro de téléphone | contact téléphonique | contact | contacts | portable |
      mobile | phone | phone number | telephone number
    `),
  ],
  [
    'address',
    wordList(`
      quartier / village | quartier | village | village / quartier | adresse | localité | quartier ou village | site / village |
      domicile (quartier) | address | locality | neighbourhood / village | neighbourhood
    `),
  ],
  ['region', wordList('région | région de résidence | région de provenance actuelle | region | region of residence')],
  ['cercle', wordList('cercle | cercle de résidence | cercle / commune | cercle ou commune | cercle of residence | district')],
  [
    'incidentRegion',
    wordList(`
      région de l'incident | région incident | région du lieu de l'incident | region of incident | incident region
    `),
  ],
  [
    'incidentCercle',
    wordList(`
      cercle de l'incident | cercle incident | cercle du lieu de l'incident | cercle of incident | incident cercle
    `),
  ],
  ['sex', wordList('sexe | genre | sexe de la survivante | sex | gender')],
  ['age', wordList('âge | âge (ans) | âge en années | âge de la survivante | age | age (years)')],
  [
    'displacement',
    wordList(`
      statut | statut de déplacement | statut de la personne | statut de la survivante | statut migratoire | status |
      displacement status | population
    `),
  ],
  ['disability', wordList('handicap | situation de handicap | type de handicap | vit avec un handicap | disability')],
  [
    'marital',
    wordList(`
      situation matrimoniale | statut matrimonial | état matrimonial | situation maritale | état civil | marital status
    `),
  ],
  [
    'incidentDate',
    wordList(`
      date de l'incident | date incident | date de l'événement | date des faits | date de la violence | date du cas | incident date |
      date of incident
    `),
  ],
  ['incidentTime', wordList("heure | heure de l'incident | heure incident | heure des faits | time | incident time | time of incident")],
  [
    'placeType',
    wordList(`
      lieu | lieu de l'incident | lieu incident | lieu des faits | type de lieu | endroit | place | place of incident | incident place
    `),
  ],
  [
    'gbvType',
    wordList(`
      type de violence | type de vbg | types de vbg | type vbg | violence | type d'incident | nature de la violence | catégorie de vbg |
      forme de violence | gbv type | type of violence | incident type
    `),
  ],
  [
    'perpRelation',
    wordList(`
      auteur : lien | lien avec auteur | lien avec l'auteur | lien avec l'auteur présumé | auteur présumé : lien |
      relation avec l'auteur | relation avec l'auteur présumé | lien auteur | auteur (lien) | lien | perpetrator: relation |
      relation to perpetrator | perpetrator relation | auteur relation
    `),
  ],
  [
    'perpOccupation',
    wordList(`
      auteur : profession ou groupe | auteur : profession | profession de l'auteur | profession de l'auteur présumé |
      auteur présumé : profession ou groupe | auteur : groupe | auteur : occupation | occupation de l'auteur |
      profession ou groupe de l'auteur | perpetrator: occupation or group | perpetrator occupation | perpetrator: occupation
    `),
  ],
  [
    'perpCount',
    wordList(`
      nombre d'auteurs | nombre auteurs | nb d'auteurs | nb auteurs | nombre d'auteurs présumés | nombre d'agresseurs |
      number of perpetrators | perpetrators
    `),
  ],
  [
    'careConsent',
    wordList(`
      accord prise en charge | accord de prise en charge | accord pour la prise en charge | consentement prise en charge |
      consentement à la prise en charge | consentement aux services | consentement | accord | accord d'accompagnement |
      consent to services | care consent | consent
    `),
  ],
  [
    'statisticsConsent',
    wordList(`
      accord statistiques | accord statistique | accord pour les statistiques | consentement statistiques |
      consentement aux statistiques | accord partage statistique | accord rapports | consent to statistics | statistics consent |
      consentement rapport
    `),
  ],
  [
    'contactConsent',
    wordList(`
      accord pour être recontactée | accord recontact | accord contact | accepte d'être recontactée | recontact | consent to contact
    `),
  ],
  ['refusalReason', wordList('motif du refus | raison du refus | motif de refus | reason for refusal')],
  ['serviceHealth', wordList('santé | médical | prise en charge médicale | soins | soins médicaux | référé santé | health | medical')],
  [
    'servicePsychosocial',
    wordList(`
      psychosocial | appui psychosocial | prise en charge psychosociale | soutien psychosocial | psychosociale | psycho social | ps
    `),
  ],
  [
    'serviceLegal',
    wordList(`
      juridique | justice | assistance juridique | prise en charge juridique | judiciaire | juridique / judiciaire | legal | legal aid
    `),
  ],
  [
    'serviceShelter',
    wordList(`
      sécurité / abri | abri | abri / sécurité | hébergement | hébergement sûr | mise à l’abri | security / shelter | shelter | safe house
    `),
  ],
  [
    'serviceSecurity',
    wordList('sécurité | police | police / gendarmerie | gendarmerie | sécurité / police | security | protection policière'),
  ],
  [
    'serviceLivelihoods',
    wordList(`
      agr | activité génératrice de revenus | activités génératrices de revenus | moyens d'existence | réinsertion |
      réinsertion socio-économique | réinsertion économique | livelihoods | economic
    `),
  ],
  ['serviceChildProtection', wordList("protection de l'enfance | protection de l'enfant | éducation | child protection | education")],
  ['serviceDocuments', wordList("documents | documents d'état civil | pièces | civil documents")],
  ['serviceMaterial', wordList('aide matérielle | appui matériel | kit de dignité | kits | material | material aid')],
  ['risk', wordList('risque | niveau de risque | risk | risk level')],
  [
    'lastFollowUp',
    wordList(`
      dernier suivi | date du dernier suivi | date dernier suivi | dernier contact | suivi | last follow-up | last follow up |
      last contact
    `),
  ],
  [
    'state',
    wordList(`
      état | état du dossier | état du cas | statut du dossier | statut du cas | situation du dossier | state | case state | case status
    `),
  ],
  [
    'staff',
    wordList(`
      gestionnaire | gestionnaire de cas | code gestionnaire | agent | agent de prise en charge | intervenante | intervenant |
      assistante | caseworker | staff | staff code | conseillère
    `),
  ],
  ['note', wordList('observations | observation | remarque | remarques | commentaire | commentaires | notes | note | remarks | comments')],
  ['safeTimes', wordList('jours et heures sûrs | heures de contact | moment sûr | safe days and times')],
  ['contactPerson', wordList('personne relais | personne de contact | personne à contacter | contact person')],
  // Meanings that only the known tools carry under a heading of their own (known/), and that a person may point out by hand.
  ['incidentRef', []],
  ['survivorRef', []],
  ['birthDate', []],
  ['ageEstimated', []],
  ['ethnicity', []],
  ['origin', []],
  ['uasc', []],
  ['referredFrom', []],
  ['displacementStage', []],
  ['timeOfDay', []],
  ['incidentLocality', []],
  ['harmfulPractice', []],
  ['goodsExchanged', []],
  ['abduction', []],
  ['previouslyReported', []],
  ['previousIncidents', []],
  ['elapsedClass', []],
  ['perpSex', []],
  ['perpFormer', []],
  ['perpAge', []],
  ['legalAction', []],
  ['referralState', []],
] as const satisfies readonly (readonly [string, readonly string[]])[];
