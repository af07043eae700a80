package dev.patchbay.device.bond;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The options of a bond, in the order in which a request is granted (`bond_changelink`): what
/// values each has, in which modes, and when it may be changed (`bond_opts`). What follows from a
/// new value is in [OptionRules].
enum BondOption {
  MODE(
      "mode",
      words(
          "balance-rr",
          "active-backup",
          "balance-xor",
          "broadcast",
          "802.3ad",
          "balance-tlb",
          "balance-alb"),
      0,
      Modes.ANY,
      true,
      true),
  ACTIVE_SLAVE("active_slave", Modes.ACTIVE),
  MIIMON("miimon", upTo(Integer.MAX_VALUE), 0, Modes.ANY),
  UPDELAY("updelay", upTo(Integer.MAX_VALUE), 0, Modes.ANY),
  DOWNDELAY("downdelay", upTo(Integer.MAX_VALUE), 0, Modes.ANY),
  PEER_NOTIFY_DELAY("peer_notify_delay", upTo(300_000), 0, Modes.ANY),
  USE_CARRIER("use_carrier", words("off", "on"), 1, Modes.ANY),
  ARP_INTERVAL("arp_interval", upTo(Integer.MAX_VALUE), 0, Modes.ARP),
  ARP_IP_TARGET("arp_ip_target", Modes.ANY),
  NS_IP6_TARGET("ns_ip6_target", Modes.ANY),
  ARP_VALIDATE(
      "arp_validate",
      words("none", "active", "backup", "all", "filter", "filter_active", "filter_backup"),
      0,
      Modes.ARP),
  ARP_ALL_TARGETS("arp_all_targets", words("any", "all"), 0, Modes.ANY),
  PRIMARY("primary", Modes.ACTIVE),
  PRIMARY_RESELECT("primary_reselect", words("always", "better", "failure"), 0, Modes.ANY),
  FAIL_OVER_MAC("fail_over_mac", words("none", "active", "follow"), 0, Modes.ANY, true, false),
  XMIT_HASH_POLICY(
      "xmit_hash_policy",
      words("layer2", "layer3+4", "layer2+3", "encap2+3", "encap3+4", "vlan+srcmac"),
      0,
      Modes.ANY),
  RESEND_IGMP("resend_igmp", upTo(255), 1, Modes.ANY),
  NUM_PEER_NOTIF("num_grat_arp", upTo(255), 1, Modes.ANY),
  ALL_SLAVES_ACTIVE("all_slaves_active", words("off", "on"), 0, Modes.ANY),
  MIN_LINKS("min_links", upTo(Integer.MAX_VALUE), 0, Modes.ANY),
  LP_INTERVAL("lp_interval", new Values("", 1, Integer.MAX_VALUE), 1, Modes.ANY),
  PACKETS_PER_SLAVE("packets_per_slave", upTo(65535), 1, Modes.ROUND_ROBIN),
  LACP_ACTIVE("lacp_active", words("off", "on"), 1, Modes.LACP, false, true),
  LACP_RATE("lacp_rate", words("slow", "fast"), 0, Modes.LACP, false, true),
  AD_SELECT("ad_select", words("stable", "bandwidth", "count"), 0, Modes.ANY, false, true),
  AD_ACTOR_SYS_PRIO("ad_actor_sys_prio", new Values("", 1, 65535), 65535, Modes.LACP),
  AD_USER_PORT_KEY("ad_user_port_key", upTo(1023), 0, Modes.LACP, false, true),
  AD_ACTOR_SYSTEM("ad_actor_system", Modes.LACP),
  TLB_DYNAMIC_LB("tlb_dynamic_lb", words("off", "on"), 1, Modes.BALANCED, false, true),
  ARP_MISSED_MAX("arp_missed_max", new Values("", 1, 255), 2, Modes.ARP);

  /// Sets of modes.
  private static final class Modes {
    static final int ANY = 0x7f;
    static final int ROUND_ROBIN = 1 << 0;
    static final int LACP = 1 << 4;
    static final int BALANCED = 1 << 5 | 1 << 6;
    static final int ACTIVE = BALANCED | 1 << 1;
    static final int ARP = ANY & ~LACP & ~BALANCED;
  }

  /// What an option may be: one of the words, a blank between them, or a number between two others.
  private record Values(String words, long least, long most) {
    List<String> list() {
      return List.of(words.split(" ", -1));
    }
  }

  private final String word;

  // A record of a string and two numbers: as immutable as the checker could ask for.
  @SuppressWarnings("ImmutableEnumChecker")
  private final @Nullable Values values;

  private final long initial;
  private final int modes;
  private final boolean wantsNoSlaves;
  private final boolean wantsDown;

  BondOption(String word, int modes) {
    this(word, null, 0, modes, false, false);
  }

  BondOption(String word, Values values, long initial, int modes) {
    this(word, values, initial, modes, false, false);
  }

  BondOption(
      String word,
      @Nullable Values values,
      long initial,
      int modes,
      boolean wantsNoSlaves,
      boolean wantsDown) {
    this.word = word;
    this.values = values;
    this.initial = initial;
    this.modes = modes;
    this.wantsNoSlaves = wantsNoSlaves;
    this.wantsDown = wantsDown;
  }

  private static Values words(String... words) {
    return new Values(String.join(" ", words), 0, words.length - 1);
  }

  private static Values upTo(long most) {
    return new Values("", 0, most);
  }

  /// The word of the command line.
  String word() {
    return word;
  }

  /// What a new bond has.
  long initial() {
    return initial;
  }

  /// Whether its value is a name or an address, kept elsewhere.
  boolean isText() {
    return values == null;
  }

  /// Whether the command line has words for its values; `on` and `off` of numbers do not count.
  boolean hasWords() {
    return values != null && !values.words.isEmpty() && !isSwitch();
  }

  private boolean isSwitch() {
    return this == USE_CARRIER || this == ALL_SLAVES_ACTIVE || this == TLB_DYNAMIC_LB;
  }

  /// The word for a value.
  String valueWord(long value) {
    return values == null ? "" : values.list().get((int) value);
  }

  /// The value that a word of the command line means, a number below theirs included, or -1.
  long numberOf(String text) {
    return values == null || values.words.isEmpty() ? -1 : values.list().indexOf(text);
  }

  /// Whether the value is one it may have.
  boolean allows(long value) {
    return values != null && value >= values.least && value <= values.most;
  }

  /// The bounds as the kernel log tells them, or null where it does not.
  @Nullable String bounds() {
    return values == null || !values.words.isEmpty() ? null : values.least + " - " + values.most;
  }

  boolean isIn(BondMode mode) {
    return (modes & mode.bit()) != 0;
  }

  boolean wantsNoSlaves() {
    return wantsNoSlaves;
  }

  boolean wantsDown() {
    return wantsDown;
  }

  /// The key in JSON.
  String key() {
    return switch (this) {
      case NUM_PEER_NOTIF -> "num_peer_notif";
      case LACP_ACTIVE -> "ad_lacp_active";
      case LACP_RATE -> "ad_lacp_rate";
      default -> word;
    };
  }

  /// The file under `/sys/class/net/DEV/bonding`, or null; the kernel log calls it the same.
  @Nullable String file() {
    return switch (this) {
      case NS_IP6_TARGET -> null;
      case PEER_NOTIFY_DELAY -> "peer_notif_delay";
      default -> word;
    };
  }
}
