// The contract itself is made from the server's own types; the names below are the ones the pages use.
export type * from './generated.ts';
export type {
  AspectCard as Aspect,
  BoardMedal as Medal,
  BoardRow as Row,
  CompetitorCard as MarkingCompetitor,
  PairAnswer as Pairing,
  ScoreRange as Scores,
  SubCriterionCard as SubCriterion,
} from './generated.ts';
