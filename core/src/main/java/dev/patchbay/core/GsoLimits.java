package dev.patchbay.core;

/// How large a packet with a segment size a device takes (`gso_max_size`, `tso_max_size`, … of `ip
/// -d link`), in bytes and segments.
public record GsoLimits(
    int gsoMaxSize, int gsoMaxSegments, int tsoMaxSize, int tsoMaxSegments, int groMaxSize) {
  /// What a device has that says nothing (`GSO_LEGACY_MAX_SIZE`).
  public static final GsoLimits LEGACY = new GsoLimits(65536, 65535, 65536, 65535, 65536);

  /// What a device has that cuts packets in software and says so (`TSO_MAX_SIZE`): `lo`, veth.
  public static final GsoLimits SOFTWARE = new GsoLimits(65536, 65535, 524280, 65535, 65536);
}
