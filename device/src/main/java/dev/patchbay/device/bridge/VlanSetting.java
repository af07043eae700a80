package dev.patchbay.device.bridge;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Numbers;
import java.util.Locale;
import java.util.OptionalLong;

/// What is set for a VLAN of a whole bridge (`BRIDGE_VLANDB_GOPTS_…`), in the order in which
/// `bridge vlan global` shows it. Times are in hundredths of a second.
public enum VlanSetting {
  MCAST_SNOOPING(8, 1),
  MCAST_QUERIER(8, 0),
  MCAST_IGMP_VERSION(8, 2),
  MCAST_MLD_VERSION(8, 1),
  MCAST_LAST_MEMBER_COUNT(32, 2),
  MCAST_LAST_MEMBER_INTERVAL(64, 100),
  MCAST_STARTUP_QUERY_COUNT(32, 2),
  MCAST_STARTUP_QUERY_INTERVAL(64, 3125),
  MCAST_MEMBERSHIP_INTERVAL(64, 26000),
  MCAST_QUERIER_INTERVAL(64, 25500),
  MCAST_QUERY_INTERVAL(64, 12500),
  MCAST_QUERY_RESPONSE_INTERVAL(64, 1000);

  private static final int LEAST_QUERY_INTERVAL = 100;

  private final int bits;
  private final long initial;

  VlanSetting(int bits, long initial) {
    this.bits = bits;
    this.initial = initial;
  }

  /// The word of the command line, and the key in JSON.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What a new VLAN has.
  long initial() {
    return initial;
  }

  /// Reads the word behind the setting's own.
  public long parse(String text) {
    OptionalLong number =
        switch (bits) {
          case 8 -> Numbers.u8(text, 0);
          case 32 -> Numbers.u32(text, 0);
          default -> Numbers.u64(text, 0);
        };
    return number.orElseThrow(() -> Args.invarg("invalid " + word(), text));
  }

  /// What is stored of a new value (`br_vlan_process_global_one_opts`).
  long checked(long value) throws NetlinkException {
    return switch (this) {
      case MCAST_SNOOPING, MCAST_QUERIER -> value == 0 ? 0 : 1;
      case MCAST_IGMP_VERSION -> between(2, 3, value);
      case MCAST_MLD_VERSION -> between(1, 2, value);
      case MCAST_STARTUP_QUERY_INTERVAL, MCAST_QUERY_INTERVAL ->
          Math.max(LEAST_QUERY_INTERVAL, value);
      default -> value;
    };
  }

  private static long between(long least, long most, long value) throws NetlinkException {
    if (value < least || value > most) {
      throw new NetlinkException(Errno.EINVAL);
    }
    return value;
  }
}
