import type { CodeOf } from '../../forms/lists/all.ts';
import type { IsoMonth } from '../../time.ts';
import type { PerpetratorAgeGroup } from '../incident/ages.ts';

/**
 * The month of an entry, and, when that month was already frozen at the time of entry, the later month in which it counts
 * (reference §5.7, late entry; `monthToCount` in counting.ts decides it once, when the record is entered).
 */
export type EntryMonth = { readonly month: IsoMonth; readonly lateIn: IsoMonth | null };

/** A place down to the cercle, the finest that a table may show (reference §6.3). */
export type CountedPlace = { readonly region: CodeOf<'region'> | 'abroad' | 'unknown'; readonly cercle: CodeOf<'cercle'> | null };

/** One alleged perpetrator: closed lists only. A blank answer is null, never « unknown ». */
export type CountedPerpetrator = {
  readonly rank: CodeOf<'perp_rank'>;
  readonly sex: CodeOf<'sex_unknown'> | null;
  readonly ageGroup: PerpetratorAgeGroup | null;
  readonly relation: CodeOf<'perp_relation'> | null;
  readonly occupation: CodeOf<'perp_occupation'> | null;
};

export type CountedDisposition = {
  readonly category: CodeOf<'service_category_gbvims'>;
  readonly disposition: CodeOf<'service_disposition'>;
};

/** What counting needs of one incident. */
export type CountedIncident = {
  readonly reported: EntryMonth;
  readonly reportedBy: CodeOf<'reported_by'> | null;
  readonly previouslyReported: CodeOf<'previously_reported'> | null;
  readonly gbvType: CodeOf<'gbv_type'> | null;
  readonly ageGroupAtIncident: CodeOf<'age_group'>;
  readonly elapsedClass: CodeOf<'elapsed_class'>;
  readonly contexts: readonly CodeOf<'case_context'>[];
  readonly presumedConflictRelated: boolean;
  readonly place: CountedPlace;
  readonly placeType: CodeOf<'incident_place_type'> | null;
  readonly timeOfDay: CodeOf<'incident_timeofday'> | null;
  readonly displacementStage: CodeOf<'displacement_stage'> | null;
  readonly previousIncidents: CodeOf<'yes_no_unknown'> | null;
  readonly perpetratorCount: CodeOf<'n_perpetrators'> | null;
  readonly perpetrators: readonly CountedPerpetrator[];
  readonly dispositions: readonly CountedDisposition[];
};

/**
 * Everything the monthly tables need, and nothing that names or dates a person: no exact age, no day, no place finer than the cercle,
 * no code of a case. One unit per incident; a case without incident gives one unit with `incident: null`, and so does a contact
 * without consent. `personId` is an opaque key of this installation and never leaves it. These are the groupings that the facts part
 * of a case stores (security §2.6.1; reference §0.3, RD and QI→RD).
 */
export type CountedUnit = {
  readonly personId: string;
  readonly origin: 'intake' | 'takeover';
  readonly caseState: CodeOf<'case_state'>;
  readonly program: CodeOf<'case_program'>;
  readonly consentReporting: CodeOf<'yes_no'> | null;
  readonly registered: EntryMonth;
  /** The person came with the slip of another centre, which has registered her or him already. */
  readonly cameBySlip: boolean;
  readonly siteRegion: CodeOf<'region'>;
  readonly residence: CountedPlace;
  readonly sex: CodeOf<'sex'> | null;
  /** Age at registration. Age at the incident is `incident.ageGroupAtIncident`; the two are never mixed (reference §5.10). */
  readonly ageGroup: CodeOf<'age_group'>;
  readonly maritalStatus: CodeOf<'marital_status'> | null;
  readonly displacementStatus: CodeOf<'displacement_status'> | null;
  readonly incident: CountedIncident | null;
};
