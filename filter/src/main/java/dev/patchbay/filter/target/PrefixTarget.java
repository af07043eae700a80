package dev.patchbay.filter.target;

import dev.patchbay.core.HookPoint;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.filter.AddressMask;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.HostMask;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.TableKind;
import dev.patchbay.filter.Target;
import dev.patchbay.filter.TargetKind;
import dev.patchbay.filter.Verdict;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmpv6;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv6;
import dev.patchbay.packet.Prefix;
import dev.patchbay.stack.ip6.Ip6;
import java.util.List;

/// What SNPT and DNPT have in common: a target that puts another prefix in front of an IPv6 address
/// so that checksums stay as they are (RFC 6296; net/ipv6/netfilter/ip6t_NPT.c).
abstract sealed class PrefixTarget implements TargetKind permits Dnpt, Snpt {
  private static final Option<HostMask> FROM = Option.of("src-pfx", HostMask.syntax()).mandatory();
  private static final Option<HostMask> TO = Option.of("dst-pfx", HostMask.syntax()).mandatory();

  private final String name;
  private final boolean source;
  private final HookPoint[] points;

  /// `source` tells whether it is the source address that is changed.
  PrefixTarget(String name, boolean source, HookPoint... points) {
    this.name = name;
    this.source = source;
    this.points = points;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final boolean speaks(Family family) {
    return family == Family.IPV6;
  }

  @Override
  public final String module(Family family) {
    return "ip6t_NPT";
  }

  @Override
  public final List<Option<?>> options(Family family) {
    return List.of(FROM, TO);
  }

  @Override
  public final Target build(Chosen chosen) {
    HostMask from = chosen.required(FROM);
    HostMask to = chosen.required(TO);
    boolean exact = !from.hasMore() && !to.hasMore();
    return new Renumbering(name, source, List.of(points), from.mask(), to.mask(), exact);
  }

  /// @param exact whether no address was given that has bits behind its prefix
  private record Renumbering(
      String name,
      boolean source,
      List<HookPoint> points,
      AddressMask from,
      AddressMask to,
      boolean exact)
      implements Target {
    private static final int LONGEST = 64;

    /// Up to this length the prefix leaves a word of the subnet's number free.
    private static final int SHORT = 48;

    private static final int WORDS = 8;

    /// Where the addresses stand in the header.
    private static final int SOURCE = 8;

    private static final int DESTINATION = 24;

    @Override
    public Target attach(Attachment place) throws NetlinkException {
      place.onlyIn(TableKind.MANGLE);
      place.onlyAt(points.toArray(HookPoint[]::new));
      boolean isPrefix = from.length() >= 0 && to.length() >= 0;
      if (!exact || !isPrefix || from.length() > LONGEST || to.length() > LONGEST) {
        throw new NetlinkException(Errno.EINVAL);
      }
      return this;
    }

    @Override
    public Verdict judge(Inspection packet) {
      byte[] bytes = packet.bytes();
      int at = packet.network();
      long hi = source ? Ipv6.sourceHi(bytes, at) : Ipv6.destinationHi(bytes, at);
      long lo = source ? Ipv6.sourceLo(bytes, at) : Ipv6.destinationLo(bytes, at);
      int length = Math.max(from.length(), to.length());
      hi = to.address().hi() | (hi & ~Prefix.maskHi(length));
      if (length <= SHORT) {
        hi = (hi & ~0xffffL) | adjusted((int) hi & 0xffff);
      } else {
        int shift = shift(lo);
        if (shift < 0) {
          tellSender(packet);
          return Verdict.DROP;
        }
        int word = (int) (lo >>> shift) & 0xffff;
        lo = (lo & ~(0xffffL << shift)) | ((long) adjusted(word) << shift);
      }
      write(packet.packet().edit(), at, hi, lo);
      return Verdict.CONTINUE;
    }

    private void write(byte[] own, int at, long hi, long lo) {
      if (source) {
        Ipv6.source(own, at, hi, lo);
      } else {
        Ipv6.destination(own, at, hi, lo);
      }
    }

    /// The first word of the interface identifier that is not all ones, as the shift to it, or -1.
    private static int shift(long lo) {
      for (int shift = 48; shift >= 0; shift -= 16) {
        if ((lo >>> shift & 0xffff) != 0xffff) {
          return shift;
        }
      }
      return -1;
    }

    /// The word of the address that takes up what the other prefix adds to the sum.
    private int adjusted(int word) {
      int sum = word + sum(from.address()) + (~sum(to.address()) & 0xffff);
      sum = (sum & 0xffff) + (sum >>> 16);
      sum = (sum & 0xffff) + (sum >>> 16);
      return sum == 0xffff ? 0 : sum;
    }

    private static int sum(Ip prefix) {
      int sum = 0;
      for (int i = 0; i < WORDS / 2; i++) {
        sum += (int) (prefix.hi() >>> (16 * i)) & 0xffff;
        sum += (int) (prefix.lo() >>> (16 * i)) & 0xffff;
      }
      sum = (sum & 0xffff) + (sum >>> 16);
      return (sum & 0xffff) + (sum >>> 16);
    }

    private void tellSender(Inspection packet) {
      NetDevice device = packet.in() == null ? packet.out() : packet.in();
      if (device != null) {
        int pointer = source ? SOURCE : DESTINATION;
        Ip6 ip6 = Ip6.of(packet.netns().machine());
        ip6.icmp().error(packet.packet(), device, Icmpv6.PARAMETER_PROBLEM, 0, pointer);
      }
    }

    @Override
    public void save(StringBuilder out) {
      out.append(" --src-pfx ").append(from.text()).append(" --dst-pfx ").append(to.text());
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(' ').append(name).append(" src-pfx ").append(from.text());
      out.append(" dst-pfx ").append(to.text());
    }
  }
}
