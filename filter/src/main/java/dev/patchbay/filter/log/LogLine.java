package dev.patchbay.filter.log;

import dev.patchbay.core.NetDevice;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.PhysicalPorts;
import dev.patchbay.packet.Ethernet;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Mac;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Tcp;
import dev.patchbay.packet.Udp;
import dev.patchbay.stack.socket.Socket;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the kernel's log says of a packet (`nf_log_syslog`): addresses, the fields of each header,
/// ports.
public final class LogLine {
  public static final int TCP_SEQUENCE = 1;
  public static final int TCP_OPTIONS = 2;
  public static final int IP_OPTIONS = 4;
  public static final int UID = 8;
  public static final int MAC_DECODE = 0x20;

  /// All that is logged of a packet when nobody says how much.
  public static final int EVERYTHING = TCP_SEQUENCE | TCP_OPTIONS | IP_OPTIONS | UID;

  private final StringBuilder out = new StringBuilder();
  private final Packet packet;
  private final byte[] bytes;
  private final int flags;

  private LogLine(Packet packet, int flags) {
    this.packet = packet;
    this.bytes = packet.bytes();
    this.flags = flags;
  }

  /// The line for a packet at a hook.
  public static String of(Inspection looked, String prefix, int flags) {
    return of(looked.packet(), looked.family(), looked.in(), looked.out(), prefix, flags);
  }

  /// The line for a packet that came from and goes to those devices, as far as they are known.
  public static String of(
      Packet packet,
      Family family,
      @Nullable NetDevice in,
      @Nullable NetDevice to,
      String prefix,
      int flags) {
    LogLine line = new LogLine(packet, flags);
    line.devices(in, to, prefix);
    if (family == Family.IPV4) {
      line.ipv4(packet.network(), true);
    } else {
      line.ipv6(packet.network(), true);
    }
    if (packet.mark() != 0) {
      line.out.append("MARK=0x").append(Integer.toHexString(packet.mark())).append(' ');
    }
    return line.out.toString();
  }

  private void devices(@Nullable NetDevice in, @Nullable NetDevice to, String prefix) {
    out.append(prefix).append("IN=").append(in == null ? "" : in.name()).append(' ');
    out.append("OUT=").append(to == null ? "" : to.name()).append(' ');
    PhysicalPorts ports = PhysicalPorts.of(packet);
    if (ports != null) {
      physical("PHYSIN=", ports.physicalIn(), in);
      physical("PHYSOUT=", ports.physicalOut(), to);
    }
    if (in != null) {
      link();
    }
  }

  private void physical(String word, @Nullable NetDevice port, @Nullable NetDevice device) {
    if (port != null && port != device) {
      out.append(word).append(port.name()).append(' ');
    }
  }

  private void link() {
    int start = packet.link();
    int at = start >= 0 && start + Ethernet.HEADER <= packet.network() ? start : -1;
    if ((flags & MAC_DECODE) != 0 && at >= 0) {
      out.append("MACSRC=");
      Mac.appendTo(out, Ethernet.source(bytes, at));
      out.append(" MACDST=");
      Mac.appendTo(out, Ethernet.destination(bytes, at));
      out.append(String.format(Locale.ROOT, " MACPROTO=%04x ", Ethernet.type(bytes, at)));
      return;
    }
    out.append("MAC=");
    for (int i = 0; at >= 0 && i < Ethernet.HEADER; i++) {
      out.append(i == 0 ? "" : ":").append(hex(bytes[at + i]));
    }
    out.append(' ');
  }

  private static String hex(byte b) {
    return String.format(Locale.ROOT, "%02x", b & 0xff);
  }

  // ---- IPv4

  private void ipv4(int at, boolean isOuter) {
    if (at + Ipv4.HEADER > packet.tail()) {
      out.append("TRUNCATED");
      return;
    }
    int tos = Ipv4.tos(bytes, at);
    out.append("SRC=").append(Ip.format(Ipv4.source(bytes, at)));
    out.append(" DST=").append(Ip.format(Ipv4.destination(bytes, at)));
    out.append(" LEN=").append(Ipv4.totalLength(bytes, at));
    out.append(String.format(Locale.ROOT, " TOS=0x%02X PREC=0x%02X", tos & 0x1e, tos & 0xe0));
    out.append(" TTL=").append(Ipv4.ttl(bytes, at));
    out.append(" ID=").append(Ipv4.identification(bytes, at)).append(' ');
    out.append((Ipv4.fragment(bytes, at) & 0x8000) != 0 ? "CE " : "");
    out.append(Ipv4.dontFragment(bytes, at) ? "DF " : "");
    out.append(Ipv4.moreFragments(bytes, at) ? "MF " : "");
    int fragment = Ipv4.fragmentOffset(bytes, at);
    out.append(fragment == 0 ? "" : "FRAG:" + (fragment & 0x1fff) + " ");
    options(IP_OPTIONS, at + Ipv4.HEADER, Ipv4.payload(bytes, at));
    transport(Ipv4.protocol(bytes, at), Ipv4.payload(bytes, at), fragment, isOuter);
    owner(isOuter);
  }

  private void options(int flag, int from, int to) {
    if ((flags & flag) == 0 || to <= from) {
      return;
    }
    out.append("OPT (");
    if (to > packet.tail()) {
      out.append("TRUNCATED)");
      return;
    }
    for (int i = from; i < to; i++) {
      out.append(hex(bytes[i]).toUpperCase(Locale.ROOT));
    }
    out.append(") ");
  }

  // ---- IPv6

  private void ipv6(int at, boolean isOuter) {
    if (at + Ipv6.HEADER > packet.tail()) {
      out.append("TRUNCATED");
      return;
    }
    out.append("SRC=");
    whole(at + 8);
    out.append(" DST=");
    whole(at + 24);
    out.append(" LEN=").append(Ipv6.payloadLength(bytes, at) + Ipv6.HEADER);
    out.append(" TC=").append(Ipv6.trafficClass(bytes, at));
    out.append(" HOPLIMIT=").append(Ipv6.hopLimit(bytes, at));
    out.append(" FLOWLBL=").append(Ipv6.flowLabel(bytes, at)).append(' ');
    long skipped = Ipv6.skipExtensions(bytes, at, packet.tail());
    if (skipped >= 0) {
      transport(Ipv6.transportProtocol(skipped), Ipv6.transportAt(skipped), 0, isOuter);
      owner(isOuter);
    }
  }

  /// An address with all its zeroes.
  private void whole(int at) {
    for (int i = 0; i < 16; i += 2) {
      out.append(i == 0 ? "" : ":").append(hex(bytes[at + i])).append(hex(bytes[at + i + 1]));
    }
  }

  // ---- what IP carries

  private void transport(int protocol, int at, int fragment, boolean isOuter) {
    switch (protocol) {
      case IpProtocol.TCP -> tcp(at, fragment);
      case IpProtocol.UDP, IpProtocol.UDPLITE -> udp(protocol, at, fragment);
      case IpProtocol.ICMP -> icmp(at, fragment, isOuter);
      case IpProtocol.ICMPV6 -> icmpv6(at, fragment, isOuter);
      case IpProtocol.ESP -> security("PROTO=ESP ", at, at, fragment);
      case IpProtocol.AH -> security("PROTO=AH ", at, at + 4, fragment);
      default -> out.append("PROTO=").append(protocol).append(' ');
    }
  }

  /// Whether a header is there; says so when it is cut off.
  private boolean has(int at, int length, int fragment) {
    if (fragment != 0) {
      return false;
    }
    if (at + length > packet.tail()) {
      out.append("INCOMPLETE [").append(Math.max(packet.tail() - at, 0)).append(" bytes] ");
      return false;
    }
    return true;
  }

  private void security(String word, int at, int field, int fragment) {
    out.append(word);
    if (has(at, 8, fragment)) {
      out.append("SPI=0x").append(Integer.toHexString(Tcp.word(bytes, field))).append(' ');
    }
  }

  private void udp(int protocol, int at, int fragment) {
    out.append(protocol == IpProtocol.UDP ? "PROTO=UDP " : "PROTO=UDPLITE ");
    if (has(at, Udp.HEADER, fragment)) {
      ports(at);
      out.append("LEN=").append(Udp.length(bytes, at)).append(' ');
    }
  }

  private void ports(int at) {
    out.append("SPT=").append(Udp.sourcePort(bytes, at));
    out.append(" DPT=").append(Udp.destinationPort(bytes, at)).append(' ');
  }

  private void owner(boolean isOuter) {
    if ((flags & UID) != 0 && isOuter && packet.owner() instanceof Socket socket) {
      out.append("UID=").append(socket.user()).append(" GID=").append(socket.user()).append(' ');
    }
  }

  private void tcp(int at, int fragment) {
    out.append("PROTO=TCP ");
    if (!has(at, Tcp.HEADER, fragment)) {
      return;
    }
    ports(at);
    if ((flags & TCP_SEQUENCE) != 0) {
      out.append("SEQ=").append(Integer.toUnsignedString(Tcp.sequence(bytes, at)));
      out.append(" ACK=").append(Integer.toUnsignedString(Tcp.acknowledgement(bytes, at)));
      out.append(' ');
    }
    out.append("WINDOW=").append(Tcp.window(bytes, at));
    out.append(String.format(Locale.ROOT, " RES=0x%02x ", (bytes[at + 12] & 0x0f) << 2));
    int bits = bytes[at + 13];
    String[] names = {"CWR", "ECE", "URG", "ACK", "PSH", "RST", "SYN", "FIN"};
    for (int i = 0; i < names.length; i++) {
      out.append((bits & 0x80 >> i) != 0 ? names[i] + " " : "");
    }
    out.append("URGP=").append(Tcp.urgent(bytes, at)).append(' ');
    options(TCP_OPTIONS, at + Tcp.HEADER, at + Tcp.headerLength(bytes, at));
  }

  private void icmp(int at, int fragment, boolean isOuter) {
    out.append("PROTO=ICMP ");
    if (!has(at, 4, fragment)) {
      return;
    }
    int type = Icmp.type(bytes, at);
    int code = Icmp.code(bytes, at);
    out.append("TYPE=").append(type).append(" CODE=").append(code).append(' ');
    if (at + Icmp.HEADER > packet.tail()) {
      return;
    }
    switch (type) {
      case Icmp.ECHO_REPLY, Icmp.ECHO_REQUEST -> echo(at);
      case Icmp.PARAMETER_PROBLEM -> {
        out.append("PARAMETER=").append(Icmp.pointer(bytes, at)).append(' ');
        quoted(at, isOuter);
      }
      case Icmp.REDIRECT -> {
        out.append("GATEWAY=").append(Ip.format(Icmp.gateway(bytes, at))).append(' ');
        quoted(at, isOuter);
      }
      case Icmp.UNREACHABLE, Icmp.SOURCE_QUENCH, Icmp.TIME_EXCEEDED -> {
        quoted(at, isOuter);
        if (type == Icmp.UNREACHABLE && code == Icmp.FRAGMENTATION_NEEDED) {
          out.append("MTU=").append(Icmp.mtu(bytes, at)).append(' ');
        }
      }
      default -> {}
    }
  }

  private void echo(int at) {
    out.append("ID=").append(Icmp.id(bytes, at));
    out.append(" SEQ=").append(Icmp.sequence(bytes, at)).append(' ');
  }

  private void quoted(int at, boolean isOuter) {
    if (isOuter) {
      out.append('[');
      ipv4(at + Icmp.HEADER, false);
      out.append("] ");
    }
  }

  private void icmpv6(int at, int fragment, boolean isOuter) {
    out.append("PROTO=ICMPv6 ");
    if (!has(at, 4, fragment)) {
      return;
    }
    int type = Icmp.type(bytes, at);
    out.append("TYPE=").append(type).append(" CODE=").append(Icmp.code(bytes, at)).append(' ');
    if (type == Icmpv6.ECHO_REQUEST || type == Icmpv6.ECHO_REPLY) {
      echo(at);
    } else if (type < 128 && isOuter) {
      out.append('[');
      ipv6(at + Icmp.HEADER, false);
      out.append("] ");
    }
  }
}
