package dev.patchbay.device.bridge;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.EtherTypes;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Mac;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The settings of a bridge, in the order in which `ip -d link` shows them: the word of `ip link …
/// type bridge`, how it is read, what a new bridge has, and what JSON and `/sys` call it. Times are
/// in hundredths of a second. What the kernel makes of a new value is in [SettingRules].
public enum Setting {
  FORWARD_DELAY("forward_delay", 32, 1500),
  HELLO_TIME("hello_time", 32, 200),
  MAX_AGE("max_age", 32, 2000),
  AGEING_TIME("ageing_time", 32, 30000),
  STP_STATE("stp_state", 32, 0),
  PRIORITY("priority", 16, 0x8000),
  VLAN_FILTERING("vlan_filtering", 8, 0),
  VLAN_PROTOCOL("vlan_protocol", 16, EtherType.VLAN),
  VLAN_DEFAULT_PVID("vlan_default_pvid", 16, 1),
  VLAN_STATS_ENABLED("vlan_stats_enabled", 8, 0),
  VLAN_STATS_PER_PORT("vlan_stats_per_port", 8, 0),
  GROUP_FWD_MASK("group_fwd_mask", 16, 0),
  GROUP_ADDRESS("group_address", 48, 0x0180_c200_0000L),
  MCAST_SNOOPING("mcast_snooping", 8, 1),
  NO_LINKLOCAL_LEARN("no_linklocal_learn", 8, 0),
  MCAST_VLAN_SNOOPING("mcast_vlan_snooping", 8, 0),
  MCAST_ROUTER("mcast_router", 8, 1),
  MCAST_QUERY_USE_IFADDR("mcast_query_use_ifaddr", 8, 0),
  MCAST_QUERIER("mcast_querier", 8, 0),
  MCAST_HASH_ELASTICITY("mcast_hash_elasticity", 32, 16),
  MCAST_HASH_MAX("mcast_hash_max", 32, 4096),
  MCAST_LAST_MEMBER_COUNT("mcast_last_member_count", 32, 2),
  MCAST_STARTUP_QUERY_COUNT("mcast_startup_query_count", 32, 2),
  MCAST_LAST_MEMBER_INTERVAL("mcast_last_member_interval", 64, 100),
  MCAST_MEMBERSHIP_INTERVAL("mcast_membership_interval", 64, 26000),
  MCAST_QUERIER_INTERVAL("mcast_querier_interval", 64, 25500),
  MCAST_QUERY_INTERVAL("mcast_query_interval", 64, 12500),
  MCAST_QUERY_RESPONSE_INTERVAL("mcast_query_response_interval", 64, 1000),
  MCAST_STARTUP_QUERY_INTERVAL("mcast_startup_query_interval", 64, 3125),
  MCAST_STATS_ENABLED("mcast_stats_enabled", 8, 0),
  MCAST_IGMP_VERSION("mcast_igmp_version", 8, 2),
  MCAST_MLD_VERSION("mcast_mld_version", 8, 1),
  NF_CALL_IPTABLES("nf_call_iptables", 8, 0),
  NF_CALL_IP6TABLES("nf_call_ip6tables", 8, 0),
  NF_CALL_ARPTABLES("nf_call_arptables", 8, 0);

  private final String word;
  private final int bits;
  private final long initial;

  Setting(String word, int bits, long initial) {
    this.word = word;
    this.bits = bits;
    this.initial = initial;
  }

  /// The word of the command line.
  public String word() {
    return word;
  }

  /// What a new bridge has.
  long initial() {
    return initial;
  }

  /// The key in JSON.
  String key() {
    if (this == GROUP_ADDRESS) {
      return "group_addr";
    }
    return word.startsWith("mcast_")
        ? word.replaceFirst("_count$", "_cnt").replaceFirst("_interval$", "_intvl")
        : word;
  }

  /// The file under `/sys/class/net/DEV/bridge`, or null.
  @Nullable String file() {
    return switch (this) {
      case VLAN_DEFAULT_PVID -> "default_pvid";
      case GROUP_ADDRESS -> "group_addr";
      case MCAST_HASH_ELASTICITY, MCAST_HASH_MAX -> word.substring("mcast_".length());
      case MCAST_VLAN_SNOOPING -> null;
      default -> word.startsWith("mcast_") ? word.replaceFirst("mcast", "multicast") : word;
    };
  }

  // ---- words

  /// The setting that a word means, abbreviated or not, or null.
  static @Nullable Setting find(String word) {
    for (Setting setting : values()) {
      if (Args.matches(word, setting.word)) {
        return setting;
      }
    }
    return null;
  }

  /// Reads the word behind the setting's own.
  long parse(Args args) {
    String text = args.next();
    return switch (this) {
      case VLAN_PROTOCOL -> parseProtocol(text);
      case GROUP_ADDRESS -> parseAddress(text);
      default -> parseNumber(text);
    };
  }

  private long parseNumber(String text) {
    OptionalLong number =
        switch (bits) {
          case 8 -> Numbers.u8(text, 0);
          case 16 -> Numbers.u16(text, 0);
          case 32 -> Numbers.u32(text, 0);
          default -> Numbers.u64(text, 0);
        };
    return number.orElseThrow(() -> Args.invarg("invalid " + word, text));
  }

  private long parseProtocol(String text) {
    return EtherTypes.parse(text).orElseThrow(() -> Args.invarg("invalid " + word, text));
  }

  private static long parseAddress(String text) {
    Mac mac = Mac.parse(text);
    if (mac == null) {
      throw new CommandException(1, "\"" + text + "\" is invalid lladdr.");
    }
    return mac.value();
  }

  /// The value as `ip -d link` prints it.
  String text(long value) {
    return switch (this) {
      case VLAN_PROTOCOL -> value == EtherType.QINQ ? "802.1ad" : "802.1Q";
      case GROUP_FWD_MASK -> value == 0 ? "0" : "0x" + Long.toHexString(value);
      case GROUP_ADDRESS -> Mac.format(value);
      default -> Long.toUnsignedString(value);
    };
  }

  /// Whether JSON has it as a string.
  boolean isText() {
    return this == VLAN_PROTOCOL || this == GROUP_FWD_MASK || this == GROUP_ADDRESS;
  }
}
