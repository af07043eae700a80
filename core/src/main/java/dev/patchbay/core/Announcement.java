package dev.patchbay.core;

/// What monitors are told of a change (`ip monitor`, agents, a web page): an immutable record,
/// queued.
public interface Announcement {
  /// Which group of listeners hears it: `link`, `address`, `route`, `neigh`, `nsid`, …
  String group();
}
