package dev.patchbay.device.vlan;

/// How far the announcement of a VLAN is, where nobody else is listened to (802.1Q, the applicant's
/// state machine).
enum ApplicantState {
  /// Nothing has been said, and nothing is wanted (VO).
  OBSERVING,
  /// It is wanted, and has not been said (VP, VA).
  VERY_ANXIOUS,
  /// It has been said once: that may have been lost (AA).
  ANXIOUS,
  /// It has been said often enough (QA).
  QUIET,
  /// It has been said, and is wanted no longer (LA).
  LEAVING;

  /// Whether there is something to say.
  boolean speaks() {
    return this == VERY_ANXIOUS || this == ANXIOUS || this == LEAVING;
  }

  /// What follows when that it is wanted has been said.
  ApplicantState said() {
    return this == VERY_ANXIOUS ? ANXIOUS : QUIET;
  }

  /// It is wanted no longer.
  ApplicantState leave() {
    return this == ANXIOUS || this == QUIET || this == LEAVING ? LEAVING : OBSERVING;
  }
}
