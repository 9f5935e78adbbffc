package io.realign.adapter.adaptation;

import io.realign.adaptation.Verdict;
import io.realign.learning.Candidate;

/** A candidate and what the gate says of it. */
public record Judged(Candidate candidate, Verdict verdict) {}
