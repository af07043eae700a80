package dev.patchbay.filter.conntrack;

/// What is counted of tracking, `/proc/net/stat/nf_conntrack` and `conntrack -S`.
public enum ConntrackCounter {
  FOUND,
  INVALID,
  INSERT,
  INSERT_FAILED,
  DROP,
  EARLY_DROP,
  ERROR,
  EXPECT_NEW,
  EXPECT_CREATE,
  EXPECT_DELETE,
  SEARCH_RESTART,
  CLASH_RESOLVE,
  CHAIN_TOO_LONG
}
