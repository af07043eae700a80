package dev.patchbay.qdisc.action;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.AddressWord;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Output;
import dev.patchbay.packet.Checksum;
import dev.patchbay.packet.EtherType;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.IpProtocol;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Packet;
import dev.patchbay.packet.Prefix;
import dev.patchbay.packet.Tcp;
import dev.patchbay.packet.Udp;
import dev.patchbay.qdisc.action.ActionOptions.Parsed;
import dev.patchbay.qdisc.action.ActionOptions.Setting;
import dev.patchbay.qdisc.text.Page;
import org.jspecify.annotations.Nullable;

/// Translates IPv4 addresses, packet by packet: nothing is remembered (net/sched/act_nat.c).
public final class Nat implements ActionKind {
  private static final String USAGE =
      """
      Usage: ... nat NAT
      NAT := DIRECTION OLD NEW
      DIRECTION := { ingress | egress }
      OLD := PREFIX
      NEW := ADDRESS\
      """;

  /// Sources at egress, destinations at ingress.
  private record Said(boolean egress, int old, int mask, int fresh, int control)
      implements Setting {
    boolean means(int address) {
      return ((address ^ old) & mask) == 0;
    }

    int translated(int address) {
      return (fresh & mask) | (address & ~mask);
    }
  }

  @Override
  public String name() {
    return "nat";
  }

  @Override
  public String briefName() {
    return " nat ";
  }

  @Override
  public Parsed parse(Args args, Netns netns) {
    if (!args.hasNext()) {
      throw Args.incomplete();
    }
    String direction = args.next();
    boolean egress = Args.matches(direction, "egress");
    if (!egress && !Args.matches(direction, "ingress")) {
      throw illegal(direction);
    }
    Prefix old = prefix(args.next());
    Prefix fresh = old == null ? null : prefix(args.next());
    if (old == null || fresh == null) {
      throw illegal(direction);
    }
    // `tc` shifts 32 bits by 32 for a length of nothing, which leaves them all.
    int mask = -1 << (Integer.SIZE - old.length());
    int control = Control.read(args, Control.OK);
    int index = ActionWords.index(args, "Nat: Illegal \"index\"");
    return new Parsed(
        new Said(egress, old.address().toInt(), mask, fresh.address().toInt(), control), index);
  }

  private static CommandException illegal(String direction) {
    return new CommandException(1, "Illegal nat construct (" + direction + ")\n" + USAGE);
  }

  private static @Nullable Prefix prefix(String word) {
    if (AddressWord.isEverything(word)) {
      return new Prefix(Ip.ANY4, 0);
    }
    Prefix prefix = Prefix.parse(word);
    return prefix == null || prefix.family() != Family.IPV4 ? null : prefix;
  }

  @Override
  public Work create(Action action, @Nullable Setting setting, Netns netns)
      throws NetlinkException {
    if (!(setting instanceof Said said)) {
      throw new NetlinkException(Errno.EINVAL);
    }
    return (packet, device, atIngress) -> {
      boolean passes = said.control != Control.SHOT && translate(said, packet);
      action.statistics().drops += passes ? 0 : 1;
      return passes ? said.control : Control.SHOT;
    };
  }

  /// Returns false where a header is cut off.
  private static boolean translate(Said said, Packet packet) {
    int at = packet.network();
    if (packet.protocol() != EtherType.IPV4) {
      return true;
    }
    if (at == Packet.UNSET || !Ipv4.headerFits(packet.bytes(), at, packet.tail())) {
      return false;
    }
    byte[] bytes = packet.bytes();
    int address = said.egress ? Ipv4.source(bytes, at) : Ipv4.destination(bytes, at);
    boolean later = Ipv4.fragmentOffset(bytes, at) != 0;
    if (said.means(address)) {
      byte[] edited = packet.edit();
      int now = said.translated(address);
      write(edited, packet.network(), said.egress, address, now);
      return later || translateTransport(packet, edited, address, now);
    }
    boolean icmp = !later && Ipv4.protocol(bytes, at) == IpProtocol.ICMP;
    return !icmp || translateQuoted(said, packet);
  }

  private static void write(byte[] bytes, int at, boolean source, int old, int now) {
    if (source) {
      Ipv4.source(bytes, at, now);
    } else {
      Ipv4.destination(bytes, at, now);
    }
    Ipv4.checksum(bytes, at, Checksum.replace32(Ipv4.checksum(bytes, at), old, now));
  }

  private static boolean translateTransport(Packet packet, byte[] bytes, int old, int now) {
    int ip = packet.network();
    int at = ip + Ipv4.headerLength(bytes, ip);
    boolean partial = packet.checksum() == Packet.ChecksumState.PARTIAL;
    switch (Ipv4.protocol(bytes, ip)) {
      case IpProtocol.TCP -> {
        if (!Tcp.headerFits(bytes, at, packet.tail())) {
          return false;
        }
        Tcp.checksum(bytes, at, replaced(Tcp.checksum(bytes, at), old, now, partial));
      }
      case IpProtocol.UDP -> {
        if (!Udp.headerFits(bytes, at, packet.tail())) {
          return false;
        }
        int sum = Udp.checksum(bytes, at);
        if (sum != 0 || partial) {
          int fresh = replaced(sum, old, now, partial);
          Udp.checksum(bytes, at, fresh == 0 ? 0xffff : fresh);
        }
      }
      default -> {
        // ICMP's own checksum does not cover the addresses.
      }
    }
    return true;
  }

  /// A checksum that is left to the device is the bare sum of the pseudo header.
  private static int replaced(int sum, int old, int now, boolean partial) {
    return partial
        ? ~Checksum.replace32(~sum & 0xffff, old, now) & 0xffff
        : Checksum.replace32(sum, old, now);
  }

  /// An error quotes a packet that went the other way.
  private static boolean translateQuoted(Said said, Packet packet) {
    int ip = packet.network();
    int at = ip + Ipv4.headerLength(packet.bytes(), ip);
    int quoted = at + Icmp.HEADER;
    if (!Icmp.fits(packet.bytes(), at, packet.tail())) {
      return false;
    }
    if (!Icmp.isError(Icmp.type(packet.bytes(), at))) {
      return true;
    }
    if (quoted + Ipv4.HEADER > packet.tail()) {
      return false;
    }
    byte[] seen = packet.bytes();
    int address = said.egress ? Ipv4.destination(seen, quoted) : Ipv4.source(seen, quoted);
    if (said.means(address)) {
      int shift = quoted - packet.head();
      int icmp = at - packet.head();
      byte[] bytes = packet.edit();
      int inner = packet.head() + shift;
      int outer = packet.head() + icmp;
      int now = said.translated(address);
      if (said.egress) {
        Ipv4.destination(bytes, inner, now);
      } else {
        Ipv4.source(bytes, inner, now);
      }
      int sum = Checksum.replace32(Icmp.checksum(bytes, outer), address, now);
      Icmp.checksum(bytes, outer, sum);
    }
    return true;
  }

  @Override
  public void show(Action action, Page page) {
    Output out = page.out();
    out.string("type", " ", name(), " ");
    if (action.setting() instanceof Said said) {
      // The length is that of the mask's bytes read backwards.
      int length = Integer.SIZE - Integer.numberOfTrailingZeros(Integer.reverseBytes(said.mask));
      out.string("direction", "", said.egress ? "egress" : "ingress", "");
      out.string("old_addr", " ", Ip.format(said.old) + "/" + length, "");
      out.string("new_addr", " ", Ip.format(said.fresh), "");
      Control.show(out, " ", said.control, "");
    }
    action.showIndex(page, "\t ");
  }
}
