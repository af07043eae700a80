package dev.patchbay.qdisc.filter;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.EtherTypes;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Prefix;
import dev.patchbay.qdisc.filter.FlowerKey.Where;
import dev.patchbay.qdisc.text.Octets;
import dev.patchbay.qdisc.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads the words of flower.
final class FlowerWords {
  private static final long ALL48 = 0xffff_ffff_ffffL;
  private static final int SCTP = 132;

  private final Args args;
  private final FilterKind.Head head;
  private final List<FlowerKey> keys = new ArrayList<>();
  private final LabelEntries labels = new LabelEntries();
  private Target target;
  private @Nullable String indev;
  private int hwClass;
  private int etherType;
  private int protocol = -1;

  /// What lies behind the outer tag.
  private int vlanType;

  private int vlans;

  FlowerWords(Args args, FilterKind.Head head) {
    this.args = args;
    this.head = head;
    this.target = Target.of(head);
    this.etherType = head.protocol() == Block.ALL ? 0 : head.protocol();
  }

  Flower.Said read() {
    while (args.hasNext()) {
      take(args.next());
    }
    // A template for no protocol in particular asks for none of that number.
    if ((etherType != 0 || head.protocol() == 0) && vlans == 0) {
      add(
          FlowerKey.exact(
              "eth_type", Where.ETHER_TYPE, 0, 2, etherType, 0xffff, etherName(etherType)));
    }
    labels.keys().forEach(this::keep);
    keys.sort(Comparator.comparingInt(key -> FlowerNames.shownAs(key)));
    return new Flower.Said(target, List.copyOf(keys), indev, hwClass);
  }

  private static String etherName(int type) {
    return switch (type) {
      case EtherType.IPV4 -> "ipv4";
      case EtherType.IPV6 -> "ipv6";
      case EtherType.ARP -> "arp";
      case EtherType.RARP -> "rarp";
      default -> String.format("%04x", type);
    };
  }

  private void add(FlowerKey key) {
    keys.removeIf(before -> before.name().equals(key.name()) && before.at() == key.at());
    if (key.mask() != 0) {
      keys.add(key);
    }
  }

  /// Adds it, even if it asks for nothing.
  private void keep(FlowerKey key) {
    keys.add(key);
  }

  private void take(String said) {
    String word = FlowerNames.find(said);
    switch (word) {
      case "indev" -> indev();
      case "num_of_vlans" -> countVlans();
      case "vlan_id" -> vlan("vlan_id", Where.VLAN, 0xfff, 0);
      case "vlan_prio" -> vlan("vlan_prio", Where.VLAN, 7, 13);
      case "vlan_ethtype" -> vlanEthType("vlan_ethtype");
      case "cvlan_id" -> vlan("cvlan_id", Where.INNER_VLAN, 0xfff, 0);
      case "cvlan_prio" -> vlan("cvlan_prio", Where.INNER_VLAN, 7, 13);
      case "cvlan_ethtype" -> vlanEthType("cvlan_ethtype");
      case "dst_mac" -> mac("dst_mac", Where.LINK, 0);
      case "src_mac" -> mac("src_mac", Where.LINK, 6);
      case "mpls_label" -> mpls(word, 20, 12);
      case "mpls_tc" -> mpls(word, 3, 9);
      case "mpls_bos" -> mpls(word, 1, 8);
      case "mpls_ttl" -> mpls(word, 8, 0);
      case "mpls" -> labels();
      case "ip_proto" -> protocol();
      case "ip_tos" -> masked("ip_tos", isIpv4() ? 1 : 0);
      case "ip_ttl" -> masked("ip_ttl", isIpv4() ? 8 : 7);
      case "dst_ip" -> address("dst_ip", isIpv4() ? 16 : 24);
      case "src_ip" -> address("src_ip", isIpv4() ? 12 : 8);
      case "dst_port" -> port("dst_port", 2);
      case "src_port" -> port("src_port", 0);
      case "tcp_flags" -> tcpFlags();
      case "type" -> icmp("icmp_type", "icmp type", 0);
      case "code" -> icmp("icmp_code", "icmp code", 1);
      case "arp_tip" -> arpAddress("arp_tip", 24);
      case "arp_sip" -> arpAddress("arp_sip", 14);
      case "arp_op" -> arpOperation();
      case "arp_tha" -> mac("arp_tha", Where.NETWORK, 18);
      case "arp_sha" -> mac("arp_sha", Where.NETWORK, 8);
      case "ip_flags" -> flags();
      case "enc_dst_ip",
          "enc_src_ip",
          "enc_key_id",
          "enc_dst_port",
          "enc_tos",
          "enc_ttl",
          "vxlan_opts" ->
          OuterWords.read(word, args.next()).forEach(this::add);
      case "ct_state", "ct_zone", "ct_mark", "ct_label" ->
          TrackedWords.read(word, args.next()).forEach(this::add);
      case "hw_tc" -> hwClass = (int) Words.u32(args, "hw_tc");
      case "verbose" -> {
        // Says more only where hardware is asked.
      }
      case "help" -> throw Words.usage(FlowerUsage.TEXT);
      default -> takeTarget(word.isEmpty() ? said : word);
    }
  }

  private void takeTarget(String word) {
    if (word.endsWith("_opts") || word.startsWith("ppp")) {
      throw new CommandException(1, "tc: patchbay has no \"flower " + word + "\" yet.");
    }
    Target taken = target.skip(word);
    if (taken == null && !Args.matches(word, "police")) {
      taken = target.take(word, args, head.netns());
    }
    if (taken == null) {
      throw Words.unknown(word, FlowerUsage.TEXT);
    }
    target = taken;
  }

  private boolean isIpv4() {
    return etherType == EtherType.IPV4;
  }

  private void indev() {
    String name = args.next();
    NetDevice device = head.netns().device(name);
    indev = name;
    int index = device == null ? 0 : device.index();
    add(FlowerKey.exact("indev", Where.DEVICE, 0, 4, index, 0xffff_ffffL, name));
  }

  private void vlan(String name, Where where, int most, int shift) {
    String word = args.next();
    if (where == Where.VLAN && vlans < 1 && !EtherType.isVlan(head.protocol())) {
      throw new CommandException(
          1,
          "Can't set \"" + name + "\" if ethertype isn't 802.1Q or 802.1AD and num_of_vlans is 0");
    }
    if (where == Where.INNER_VLAN && vlans < 2 && !EtherType.isVlan(vlanType)) {
      throw new CommandException(
          1,
          "Can't set \""
              + name
              + "\" if inner vlan ethertype isn't 802.1Q or 802.1AD and num_of_vlans is less than"
              + " 2");
    }
    long value = number(Numbers.u16(word, 10), name);
    if (value > most) {
      throw Words.illegal(name);
    }
    long mask = (long) most << shift;
    add(FlowerKey.exact(name, where, 0, 2, value << shift, mask, Long.toString(value)));
    if (etherType == head.protocol()) {
      etherType = 0;
      add(FlowerKey.exact("tag", Where.VLAN_PROTOCOL, 0, 2, head.protocol(), 0xffff, ""));
    }
  }

  private void vlanEthType(String name) {
    String word = args.next();
    OptionalInt type = EtherTypes.parse(word);
    if (type.isEmpty()) {
      throw Words.illegal(name);
    }
    etherType = type.getAsInt();
    vlanType = name.equals("vlan_ethtype") ? etherType : vlanType;
    String shown = EtherTypes.text(etherType);
    add(FlowerKey.exact(name, Where.ETHER_TYPE, 0, 2, etherType, 0xffff, shown));
  }

  /// How many tags it has.
  private void countVlans() {
    vlans = (int) number(Numbers.u8(args.next(), 10), "num_of_vlans");
    String shown = Integer.toString(vlans);
    add(FlowerKey.exact("num_of_vlans", Where.VLANS, 0, 1, vlans, 0xff, shown));
  }

  static long number(OptionalLong number, String what) {
    if (number.isEmpty()) {
      throw Words.illegal(what);
    }
    return number.getAsLong();
  }

  /// An address and a mask: another address, or how many bits.
  private void mac(String name, Where where, int at) {
    String word = args.next();
    int slash = word.indexOf('/');
    String address = slash < 0 ? word : word.substring(0, slash);
    long octets = Octets.read(address);
    if (octets < 0) {
      throw new CommandException(
          1, "\"" + address + "\" is invalid lladdr.\nIllegal \"" + name + "\"");
    }
    long mask = slash < 0 ? ALL48 : macMask(word.substring(slash + 1), name);
    String shown = Mac.of(octets) + maskText(mask);
    add(FlowerKey.exact(name, where, at, 6, octets, mask, shown));
  }

  private static long macMask(String word, String name) {
    Mac mac = Mac.parse(word);
    if (mac != null) {
      return mac.value();
    }
    long bits = number(Numbers.u8(word, 10), name);
    if (bits > 48) {
      throw Words.illegal(name);
    }
    return (ALL48 << (48 - bits)) & ALL48;
  }

  private static String maskText(long mask) {
    if (mask == ALL48) {
      return "";
    }
    int bits = Long.bitCount(mask);
    boolean prefix = mask == ((ALL48 << (48 - bits)) & ALL48);
    return "/" + (prefix ? Integer.toString(bits) : Mac.of(mask).toString());
  }

  private void protocol() {
    String word = args.next();
    boolean fits =
        switch (word) {
          case "icmp" -> isIpv4();
          case "icmpv6" -> etherType == EtherType.IPV6;
          default -> isIpv4() || etherType == EtherType.IPV6;
        };
    if (!fits) {
      throw new CommandException(1, "Illegal \"eth_type\" for ip proto\nIllegal \"ip_proto\"");
    }
    protocol =
        switch (word) {
          case "tcp" -> IpProtocol.TCP;
          case "udp" -> IpProtocol.UDP;
          case "sctp" -> SCTP;
          case "icmp" -> IpProtocol.ICMP;
          case "icmpv6" -> IpProtocol.ICMPV6;
          default -> (int) number(Numbers.u8(word, 16), "ip_proto");
        };
    String shown =
        switch (protocol) {
          case IpProtocol.TCP -> "tcp";
          case IpProtocol.UDP -> "udp";
          case SCTP -> "sctp";
          case IpProtocol.ICMP -> "icmp";
          case IpProtocol.ICMPV6 -> "icmpv6";
          default -> String.format("%02x", protocol);
        };
    add(FlowerKey.exact("ip_proto", Where.PROTOCOL, 0, 1, protocol, 0xff, shown));
  }

  /// Bits of the first entry of the label stack.
  private void mpls(String name, int bits, int shift) {
    String word = args.next();
    if (!isLabelled()) {
      throw new CommandException(1, "Can't set \"" + name + "\" if ethertype isn't MPLS");
    }
    if (!labels.isEmpty()) {
      throw new CommandException(1, "Can't set \"" + name + "\" if \"mpls\" is set");
    }
    long value = number(Numbers.u32(word, 10), name);
    long mask = (1L << bits) - 1;
    if ((value & ~mask) != 0) {
      throw Words.illegal(name);
    }
    String shown = Long.toString(value);
    add(FlowerKey.exact(name, Where.NETWORK, 0, 4, value << shift, mask << shift, shown));
  }

  /// Entries of the label stack by their depth.
  private void labels() {
    if (!isLabelled()) {
      throw new CommandException(1, "Can't set \"mpls\" if ethertype isn't MPLS");
    }
    if (keys.stream().anyMatch(key -> key.name().startsWith("mpls_"))) {
      throw new CommandException(
          1,
          "Can't set \"mpls\" if \"mpls_label\", \"mpls_tc\", \"mpls_bos\" or \"mpls_ttl\" is set");
    }
    labels.read(args);
  }

  private boolean isLabelled() {
    return etherType == EtherType.MPLS || etherType == EtherType.MPLS_MULTICAST;
  }

  /// A byte of the network header, and a mask.
  private void masked(String name, int at) {
    if (!isIpv4() && etherType != EtherType.IPV6) {
      throw new CommandException(1, name + " is only supported for IP");
    }
    String[] parts = args.next().split("/", 2);
    long value = number(Numbers.u8(parts[0], name.equals("ip_ttl") ? 10 : 16), name);
    long mask = parts.length > 1 ? number(Numbers.u8(parts[1], 16), name) : 0xff;
    String shown = value + (mask == 0xff ? "" : "/0x" + Long.toHexString(mask));
    if (name.equals("ip_tos") && !isIpv4()) {
      add(FlowerKey.exact(name, Where.NETWORK, 0, 2, value << 4, mask << 4, shown));
    } else {
      add(FlowerKey.exact(name, Where.NETWORK, at, 1, value, mask, shown));
    }
  }

  private void address(String name, int at) {
    String word = args.next();
    if (!isIpv4() && etherType != EtherType.IPV6) {
      throw Words.illegal(name);
    }
    Family family = isIpv4() ? Family.IPV4 : Family.IPV6;
    Prefix prefix = prefix(word, family);
    int length = prefix.length();
    String shown = prefix.isHost() ? prefix.address().text() : network(prefix);
    if (family == Family.IPV4) {
      long value = prefix.address().hi() >>> 32;
      add(FlowerKey.exact(name, Where.NETWORK, at, 4, value, mask(length, 32), shown));
      return;
    }
    add(
        FlowerKey.exact(
            name, Where.NETWORK, at, 8, prefix.address().hi(), Prefix.maskHi(length), shown));
    if (length > 64) {
      add(
          FlowerKey.exact(
              name, Where.NETWORK, at + 8, 8, prefix.address().lo(), Prefix.maskLo(length), ""));
    }
  }

  static String network(Prefix prefix) {
    return prefix.address().text() + "/" + prefix.length();
  }

  private static long mask(int length, int bits) {
    long all = (1L << bits) - 1;
    return length == 0 ? 0 : (all << (bits - length)) & all;
  }

  private static Prefix prefix(String word, Family family) {
    Prefix prefix = Prefix.parse(word);
    Ip ip = prefix == null ? Ip.parse(word) : null;
    Prefix read = ip == null ? prefix : Prefix.of(ip);
    if (read == null || read.family() != family) {
      String name = family == Family.IPV4 ? "inet" : "inet6";
      throw new CommandException(
          1, "Error: " + name + " prefix is expected rather than \"" + word + "\".");
    }
    return read;
  }

  private void port(String name, int at) {
    String word = args.next();
    if (protocol != IpProtocol.TCP && protocol != IpProtocol.UDP && protocol != SCTP) {
      throw Words.illegal(name);
    }
    int dash = word.indexOf('-');
    long least = number(Numbers.u16(dash < 0 ? word : word.substring(0, dash), 10), name);
    long most = dash < 0 ? least : number(Numbers.u16(word.substring(dash + 1), 10), name);
    if (dash >= 0 && most <= least) {
      throw new CommandException(
          1, "max value should be greater than min value\nIllegal \"" + name + "\"");
    }
    add(new FlowerKey(name, Where.TRANSPORT, at, 2, 0xffff, least, most, word));
  }

  private void tcpFlags() {
    String[] parts = args.next().split("/", 2);
    long value = number(Numbers.u16(parts[0], 16), "tcp_flags");
    long mask = parts.length > 1 ? number(Numbers.u16(parts[1], 16), "tcp_flags") : 0xfff;
    String shown =
        "0x" + Long.toHexString(value) + (mask == 0xfff ? "" : "/" + Long.toHexString(mask));
    if (protocol == IpProtocol.TCP) {
      add(FlowerKey.exact("tcp_flags", Where.TRANSPORT, 12, 2, value, mask, shown));
    }
  }

  private void icmp(String name, String what, int at) {
    String word = args.next();
    boolean fits = protocol == IpProtocol.ICMP || protocol == IpProtocol.ICMPV6;
    if (!fits) {
      throw Words.illegal(what);
    }
    octet(name, what, word, Where.TRANSPORT, at, 1);
  }

  /// A number of one byte, and a mask, both decimal.
  private void octet(String name, String what, String word, Where where, int at, int size) {
    String[] parts = word.split("/", 2);
    long value = number(Numbers.u8(parts[0], 10), what);
    long mask = parts.length > 1 ? number(Numbers.u8(parts[1], 10), what) : 0xff;
    String shown = value + (mask == 0xff ? "" : "/" + mask);
    add(FlowerKey.exact(name, where, at, size, value, mask, shown));
  }

  private void requireArp(String name) {
    if (etherType != EtherType.ARP && etherType != EtherType.RARP) {
      throw Words.illegal(name);
    }
  }

  private void arpAddress(String name, int at) {
    String word = args.next();
    requireArp(name);
    Prefix prefix = prefix(word, Family.IPV4);
    String shown = prefix.isHost() ? prefix.address().text() : network(prefix);
    long value = prefix.address().hi() >>> 32;
    add(FlowerKey.exact(name, Where.NETWORK, at, 4, value, mask(prefix.length(), 32), shown));
  }

  private void arpOperation() {
    String word = args.next();
    requireArp("arp_op");
    switch (word) {
      case "request", "1" ->
          add(FlowerKey.exact("arp_op", Where.NETWORK, 6, 2, 1, 0xff, "request"));
      case "reply", "2" -> add(FlowerKey.exact("arp_op", Where.NETWORK, 6, 2, 2, 0xff, "reply"));
      default -> octet("arp_op", "arp_op", word, Where.NETWORK, 6, 2);
    }
  }

  /// Whether it is a fragment, and the first one: words parted by slashes.
  private void flags() {
    String word = args.next();
    long value = 0;
    long mask = 0;
    for (String flag : word.split("/", -1)) {
      switch (flag) {
        case "frag" -> {
          value |= 1;
          mask |= 1;
        }
        case "nofrag" -> mask |= 1;
        case "firstfrag" -> {
          value |= 2;
          mask |= 2;
        }
        case "nofirstfrag" -> mask |= 2;
        default -> throw Words.illegal("ip_flags");
      }
    }
    add(FlowerKey.exact("ip_flags", Where.FRAGMENT, 0, 1, value, mask, word));
  }
}
