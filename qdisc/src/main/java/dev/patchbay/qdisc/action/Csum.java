package dev.patchbay.qdisc.action;

import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Packet;
import dev.patchbay.qdisc.action.ActionOptions.Parsed;
import dev.patchbay.qdisc.action.ActionOptions.Setting;
import dev.patchbay.qdisc.text.Page;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes checksums right again behind actions that have changed bytes (net/sched/act_csum.c).
public final class Csum implements ActionKind {
  private static final String USAGE =
      """
      Usage: ... csum <UPDATE>
      Where: UPDATE := <TARGET> [<UPDATE>]
             TARGET := { ip4h | icmp | igmp | tcp | udp | udplite | sctp | <SWEETS> }
             SWEETS := { and | or | '+' }\
      """;

  private static final int IP = 1;
  private static final int ICMP = 1 << 1;
  private static final int IGMP = 1 << 2;
  private static final int TCP = 1 << 3;
  private static final int UDP = 1 << 4;

  private static final List<String> NAMES =
      List.of("iph", "icmp", "igmp", "tcp", "udp", "udplite", "sctp");

  private static final int TCP_CHECKSUM = 16;
  private static final int UDP_CHECKSUM = 6;
  private static final int ICMP_CHECKSUM = 2;

  private record Said(int which, int control) implements Setting {
    boolean has(int bit) {
      return (which & bit) != 0;
    }

    String text() {
      List<String> words = new ArrayList<>();
      for (int i = 0; i < NAMES.size(); i++) {
        if (has(1 << i)) {
          words.add(NAMES.get(i));
        }
      }
      return String.join(", ", words);
    }
  }

  @Override
  public String name() {
    return "csum";
  }

  @Override
  public Parsed parse(Args args, Netns netns) {
    String word = args.next();
    int which = 0;
    while (word != null) {
      int bit = bit(word);
      if (bit < 0) {
        args.back();
        break;
      }
      which |= bit;
      word = args.hasNext() ? args.next() : null;
    }
    if (which == 0) {
      throw new CommandException(1, "Illegal csum construct, empty <UPDATE> list");
    }
    int control = Control.read(args, Control.OK);
    return new Parsed(
        new Said(which, control), ActionWords.index(args, "Illegal \"index\" (%s) <csum>"));
  }

  /// The bit of a target, 0 for a word that only reads well, -1 for any other.
  private static int bit(String word) {
    if (Args.matches(word, "iph") || word.equals("ip4h") || word.equals("ipv4h")) {
      return IP;
    }
    int known = NAMES.indexOf(word);
    if (known >= 0) {
      return 1 << known;
    }
    return switch (word) {
      case "and", "or", "+" -> 0;
      case "help" -> throw new CommandException(255, USAGE);
      default -> -1;
    };
  }

  @Override
  public Work create(Action action, @Nullable Setting setting, Netns netns) {
    return (packet, device, atIngress) ->
        setting instanceof Said said ? act(said, packet) : Control.PIPE;
  }

  private static int act(Said said, Packet packet) {
    int at = packet.network();
    if (packet.protocol() == EtherType.IPV4 && Ipv4.headerFits(packet.bytes(), at, packet.tail())) {
      updateIpv4(said, packet, at);
    } else if (packet.protocol() == EtherType.IPV6 && packet.tail() - at >= Ipv6.HEADER) {
      updateIpv6(said, packet, at);
    }
    return said.control;
  }

  private static void updateIpv4(Said said, Packet packet, int at) {
    byte[] bytes = packet.edit();
    int from = at + Ipv4.headerLength(bytes, at);
    int end = Math.min(at + Ipv4.totalLength(bytes, at), packet.tail());
    if (!Ipv4.isFragment(bytes, at)) {
      int protocol = Ipv4.protocol(bytes, at);
      long pseudo = Checksum.pseudoV4(bytes, at, protocol, end - from);
      boolean plain =
          (protocol == IpProtocol.ICMP && said.has(ICMP))
              || (protocol == IpProtocol.IGMP && said.has(IGMP));
      if (plain) {
        fill(bytes, from, end, ICMP_CHECKSUM, 0);
      }
      updateTransport(said, packet, protocol, from, end, pseudo);
    }
    if (said.has(IP)) {
      Ipv4.fillChecksum(bytes, at);
    }
  }

  private static void updateIpv6(Said said, Packet packet, int at) {
    byte[] bytes = packet.edit();
    int from = at + Ipv6.HEADER;
    int end = Math.min(from + Ipv6.payloadLength(bytes, at), packet.tail());
    int protocol = Ipv6.nextHeader(bytes, at);
    if (protocol == IpProtocol.ICMPV6 && said.has(ICMP)) {
      Icmpv6.fillChecksum(bytes, at, from, end);
    }
    long pseudo = Checksum.pseudoV6(bytes, at, protocol, end - from);
    updateTransport(said, packet, protocol, from, end, pseudo);
  }

  /// A UDP datagram that has none stays without. What is left to the device stays so.
  private static void updateTransport(
      Said said, Packet packet, int protocol, int from, int end, long pseudo) {
    byte[] bytes = packet.bytes();
    if (protocol == IpProtocol.TCP && said.has(TCP)) {
      fill(bytes, from, end, TCP_CHECKSUM, pseudo);
      packet.checksum(Packet.ChecksumState.NONE);
    } else if (protocol == IpProtocol.UDP
        && said.has(UDP)
        && end - from > UDP_CHECKSUM + 1
        && (bytes[from + UDP_CHECKSUM] | bytes[from + UDP_CHECKSUM + 1]) != 0) {
      fill(bytes, from, end, UDP_CHECKSUM, pseudo);
      packet.checksum(Packet.ChecksumState.NONE);
    }
  }

  private static void fill(byte[] bytes, int from, int end, int place, long pseudo) {
    if (end - from < place + 2) {
      return;
    }
    bytes[from + place] = 0;
    bytes[from + place + 1] = 0;
    int sum = Checksum.fold(Checksum.add(pseudo, bytes, from, end - from));
    bytes[from + place] = (byte) (sum >>> 8);
    bytes[from + place + 1] = (byte) sum;
  }

  @Override
  public void show(Action action, Page page) {
    Output out = page.out();
    out.string("kind", "", name(), " ");
    if (action.setting() instanceof Said said) {
      out.string("csum", "(", said.text(), ") ");
      Control.show(out, "action ", said.control, "");
    }
    action.showIndex(page, "\t");
  }
}
