package dev.patchbay.stack.ip;

/// What IPv4 notes on a packet while it has it (`IPSKB_…`): bits of
/// [dev.patchbay.packet.Packet#flags].
public final class IpFlags {
  /// It is being forwarded.
  public static final int FORWARDED = 1;

  /// Its sender should be told of a better gateway.
  public static final int DO_REDIRECT = 1 << 1;

  /// It has been routed again after POSTROUTING, which it does not pass a second time.
  public static final int REROUTED = 1 << 2;

  /// It may be cut although it says otherwise.
  public static final int IGNORE_DF = 1 << 3;

  /// A place is taken in its record route option, for the address it leaves by.
  public static final int RECORDS_ADDRESS = 1 << 4;

  /// A place is taken in its timestamp option, for the address it leaves by.
  public static final int STAMPS_ADDRESS = 1 << 5;

  /// A time is written in its timestamp option.
  public static final int STAMPS_TIME = 1 << 6;

  /// It is multicast that this namespace does not want to hear itself.
  public static final int QUIET = 1 << 7;

  /// It goes on to the next host of its source route.
  public static final int SOURCE_ROUTED = 1 << 8;

  /// It may be as large as its device takes, whatever is known of the path (`IP_PMTUDISC_PROBE`).
  public static final int PROBES_PATH = 1 << 9;

  private IpFlags() {}
}
