package dev.patchbay.stack.ip6;

import dev.patchbay.core.Machine;
import dev.patchbay.core.Netns;
import dev.patchbay.core.Sysctl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The files of `/proc/sys/net/ipv6` beside `conf`, `icmp`, `neigh` and `route`
/// (Documentation/networking/ip-sysctl.rst). Most are kept and shown only: what they set comes
/// later, or the kernel itself does nothing with it.
public enum Ip6Setting {
  ANYCAST_SRC_ECHO_REPLY(0, 0, 1),
  AUTO_FLOWLABELS(1, 0, 3),

  /// Whether sockets above IPv6 keep away from IPv4.
  BINDV6ONLY(0, 0, 255),
  FLOWLABEL_CONSISTENCY(1, 0, 255),
  FLOWLABEL_REFLECT(0, 0, 7),
  FLOWLABEL_STATE_RANGES(0, 0, 255),

  /// Whether answers take the mark of what they answer.
  FWMARK_REFLECT(0, 0, 255),
  IDGEN_DELAY(1, -21_474_836, 21_474_836),
  IDGEN_RETRIES(3, Integer.MIN_VALUE, Integer.MAX_VALUE),
  IOAM6_ID(0xff_ffff, 0, 0xff_ffff),

  /// Bytes that incomplete packets may take.
  IP6FRAG_HIGH_THRESH(4_194_304, 0, Integer.MAX_VALUE),
  IP6FRAG_LOW_THRESH(3_145_728, 0, Integer.MAX_VALUE),

  /// Seconds.
  IP6FRAG_TIME(60, 0, Integer.MAX_VALUE / 100),
  IP_NONLOCAL_BIND(0, 0, 255),
  MAX_DST_OPTS_LENGTH(Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE),
  MAX_DST_OPTS_NUMBER(8, Integer.MIN_VALUE, Integer.MAX_VALUE),
  MAX_HBH_LENGTH(Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE),
  MAX_HBH_OPTS_NUMBER(8, Integer.MIN_VALUE, Integer.MAX_VALUE),
  SEG6_FLOWLABEL(0, -1, 1),
  XFRM6_GC_THRESH(32_768, Integer.MIN_VALUE, Integer.MAX_VALUE),

  IP6FRAG_SECRET_INTERVAL(0, -21_474_836, 21_474_836),
  MLD_MAX_MSF(64, Integer.MIN_VALUE, Integer.MAX_VALUE),
  MLD_QRV(2, 1, Integer.MAX_VALUE);

  private final String file = name().toLowerCase(Locale.ROOT);
  private final int initial;
  private final int least;
  private final int most;

  Ip6Setting(int initial, int least, int most) {
    this.initial = initial;
    this.least = least;
    this.most = most;
  }

  int initial() {
    return initial;
  }

  /// Whether only the initial namespace has it.
  private boolean isInitialOnly() {
    return compareTo(IP6FRAG_SECRET_INTERVAL) >= 0;
  }

  /// Adds the files to the machine.
  static void load(Machine machine) {
    List<Sysctl<Ip6Netns>> everywhere = new ArrayList<>();
    List<Sysctl<Ip6Netns>> initialOnly = new ArrayList<>();
    for (Ip6Setting setting : values()) {
      (setting.isInitialOnly() ? initialOnly : everywhere).add(setting.sysctl());
    }
    everywhere.add(Sysctl.readOnly("ioam6_id_wide", netns -> "72057594037927935"));
    machine.sysctls().add("net/ipv6", everywhere, Ip6Netns::of);
    machine.sysctls().add("net/ipv6", initialOnly, Ip6Setting::initialOnly);
  }

  private static @org.jspecify.annotations.Nullable Ip6Netns initialOnly(Netns netns) {
    return netns == netns.machine().initialNetns() ? Ip6Netns.of(netns) : null;
  }

  private Sysctl<Ip6Netns> sysctl() {
    return Sysctl.integer(
        file, least, most, netns -> netns.setting(this), (netns, v) -> netns.setting(this, v));
  }
}
