package dev.patchbay.stack.ip6;

import dev.patchbay.core.Machine;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.stack.address.AddressSnapshot;
import dev.patchbay.stack.address.Addresses;
import dev.patchbay.stack.address.Scope;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The files of IPv6 under `/proc/net`: `if_inet6`, and IPv6's part of `snmp6`.
final class Ip6Files {
  private static final int LINE = 32;
  private static final int FLAGS = 0xff;

  /// The ICMPv6 types that have names here (`icmp6type2name`).
  private static final Map<Integer, String> TYPES = types();

  /// No program here asks for flow labels of its own.
  private static final String FLOW_LABELS =
      "Label S Owner  Users  Linger Expires  Dst                              Opt\n";

  private Ip6Files() {}

  private static Map<Integer, String> types() {
    Map<Integer, String> names = new LinkedHashMap<>();
    names.put(1, "DestUnreachs");
    names.put(2, "PktTooBigs");
    names.put(3, "TimeExcds");
    names.put(4, "ParmProblems");
    names.put(128, "Echos");
    names.put(129, "EchoReplies");
    names.put(130, "GroupMembQueries");
    names.put(131, "GroupMembResponses");
    names.put(132, "GroupMembReductions");
    names.put(133, "RouterSolicits");
    names.put(134, "RouterAdvertisements");
    names.put(135, "NeighborSolicits");
    names.put(136, "NeighborAdvertisements");
    names.put(137, "Redirects");
    names.put(143, "MLDv2Reports");
    return names;
  }

  static void load(Machine machine) {
    machine.procFiles().addNet("if_inet6", Ip6Files::addresses);
    machine.procFiles().addNet("ip6_flowlabel", netns -> FLOW_LABELS);
    machine.procFiles().addNetDirectory("dev_snmp6", Ip6Files::devices, Ip6Files::countersOfDevice);
    MulticastFiles.load(machine);
    StableSecretFiles.load(machine);
  }

  // ---- if_inet6

  private static String addresses(Netns netns) {
    StringBuilder text = new StringBuilder();
    for (NetDevice device : netns.devices()) {
      for (AddressSnapshot address : Addresses.of(netns).snapshots(Family.IPV6, device)) {
        text.append(line(address, device));
      }
    }
    return text.toString();
  }

  private static String line(AddressSnapshot address, NetDevice device) {
    HexFormat hex = HexFormat.of();
    return String.format(
        Locale.ROOT,
        "%s%s %02x %02x %02x %02x %8s\n",
        hex.toHexDigits(address.local().hi()),
        hex.toHexDigits(address.local().lo()),
        device.index(),
        address.prefixLength(),
        scope(address.scope()),
        address.flags() & FLAGS,
        device.name());
  }

  /// `IPV6_ADDR_LOOPBACK`, `…_LINKLOCAL`, `…_SITELOCAL`.
  private static int scope(int scope) {
    return switch (scope) {
      case Scope.HOST -> 0x10;
      case Scope.LINK -> 0x20;
      case Scope.SITE -> 0x40;
      default -> 0;
    };
  }

  // ---- snmp6

  static String counters(Netns netns) {
    StringBuilder text = new StringBuilder();
    counters(text, Ip6Netns.of(netns).counters());
    return text.toString();
  }

  private static void counters(StringBuilder text, Ip6Counters counters) {
    for (Ip6Counter counter : Ip6Counter.values()) {
      line(text, counter.label(), counters.value(counter));
    }
    TYPES.forEach((type, name) -> line(text, "Icmp6In" + name, counters.icmpIn(type)));
    TYPES.forEach((type, name) -> line(text, "Icmp6Out" + name, counters.icmpOut(type)));
    for (int type = 0; type <= FLAGS; type++) {
      lineUnlessZero(text, "Icmp6InType" + type, counters.icmpIn(type));
    }
    for (int type = 0; type <= FLAGS; type++) {
      lineUnlessZero(text, "Icmp6OutType" + type, counters.icmpOut(type));
    }
  }

  private static List<String> devices(Netns netns) {
    return netns.devices().stream()
        .filter(device -> Inet6Device.of(device) != null)
        .map(NetDevice::name)
        .toList();
  }

  private static @Nullable String countersOfDevice(Netns netns, String name) {
    NetDevice device = netns.device(name);
    Inet6Device inet = device == null ? null : Inet6Device.of(device);
    if (device == null || inet == null) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    line(text, "ifIndex", device.index());
    counters(text, inet.counters());
    return text.toString();
  }

  private static void lineUnlessZero(StringBuilder text, String name, long value) {
    if (value != 0) {
      line(text, name, value);
    }
  }

  private static void line(StringBuilder text, String name, long value) {
    text.append(name).repeat(' ', LINE - name.length()).append('\t').append(value).append('\n');
  }
}
