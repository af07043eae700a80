package dev.patchbay.filter.match;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.Netns;
import dev.patchbay.core.text.Errno;
import dev.patchbay.filter.AddressMask;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import java.util.List;
import java.util.Locale;

/// `-m recent`: whether an address has been seen lately, and how often; remembers and forgets
/// addresses in lists by name.
public final class Recent implements MatchKind {
  private static final int MOST_HITS = 256;
  private static final String[] ALL = {"set", "rcheck", "update", "remove"};
  private static final Option<Void> SET = Option.flag(ALL[0]).invertible().excludes(ALL);
  private static final Option<Void> CHECK = Option.flag(ALL[1]).invertible().excludes(ALL);
  private static final Option<Void> UPDATE = Option.flag(ALL[2]).invertible().excludes(ALL);
  private static final Option<Void> REMOVE = Option.flag(ALL[3]).invertible().excludes(ALL);
  private static final Option<Long> SECONDS = Option.of("seconds", Values.number(1, 0xffff_ffffL));
  private static final Option<Void> REAP = Option.flag("reap").requires("seconds");
  private static final Option<Long> HITS = Option.of("hitcount", Values.u32());
  private static final Option<Void> TTL = Option.flag("rttl");
  private static final Option<String> NAME = Option.of("name", Values.cut(199));
  private static final Option<Void> SOURCE = Option.flag("rsource");
  private static final Option<Void> DESTINATION = Option.flag("rdest");
  private static final Option<Ip> MASK = Option.of("mask", Values.host());

  @Override
  public String name() {
    return "recent";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(
        SET, CHECK, UPDATE, SECONDS, REAP, HITS, REMOVE, TTL, NAME, SOURCE, DESTINATION, MASK);
  }

  @Override
  public void verify(Chosen chosen) {
    if (!chosen.has(SET) && !chosen.has(CHECK) && !chosen.has(UPDATE) && !chosen.has(REMOVE)) {
      throw new Refusal(
          "recent: you must specify one of `--set', `--rcheck' `--update' or `--remove'");
    }
  }

  @Override
  public Match build(Chosen chosen) {
    String action = ALL[0];
    boolean inverted = false;
    List<Option<Void>> actions = List.of(SET, CHECK, UPDATE, REMOVE);
    for (int i = 0; i < ALL.length; i++) {
      if (chosen.has(actions.get(i))) {
        action = ALL[i];
        inverted = chosen.inverted(actions.get(i));
      }
    }
    Family family = chosen.family();
    AddressMask whole = AddressMask.of(family == Family.IPV4 ? Ip.ANY4 : Ip.ANY6, family.bits());
    return new Seen(
        action,
        inverted,
        chosen.get(SECONDS, 0L),
        chosen.get(HITS, 0L).intValue(),
        chosen.has(REAP),
        chosen.has(TTL),
        chosen.get(NAME, "DEFAULT"),
        chosen.get(MASK, new Ip(family, whole.maskHi(), whole.maskLo())),
        chosen.has(DESTINATION));
  }

  record Seen(
      String action,
      boolean inverted,
      long seconds,
      int hits,
      boolean reap,
      boolean ttl,
      String list,
      Ip mask,
      boolean destination)
      implements Match {
    @Override
    public String name() {
      return "recent";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      boolean asks = action.equals("rcheck") || action.equals("update");
      if (!asks && (seconds != 0 || hits != 0 || ttl || reap)) {
        throw new NetlinkException(Errno.EINVAL);
      }
      if (hits >= MOST_HITS) {
        throw place.refuseSaying(
            "xt_recent: hitcount (" + hits + ") is larger than allowed maximum (255)");
      }
      if (list.isEmpty() || list.contains("/") || list.equals(".") || list.equals("..")) {
        throw new NetlinkException(Errno.EINVAL);
      }
      RecentLists.show(place.netns().machine());
      return new Watch(this, place.netns(), place.netns().part(RecentLists.KEY).attach(list, hits));
    }

    @Override
    public boolean matches(Inspection packet) {
      throw new IllegalStateException("nothing has been seen outside a table");
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " ! --" : " --").append(action);
      out.append(seconds == 0 ? "" : " --seconds " + seconds).append(reap ? " --reap" : "");
      out.append(hits == 0 ? "" : " --hitcount " + hits).append(ttl ? " --rttl" : "");
      out.append(" --name ").append(list).append(" --mask ").append(mask.text());
      out.append(destination ? " --rdest" : " --rsource");
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(inverted ? " ! recent: " : " recent: ");
      out.append(action.equals("rcheck") ? "CHECK" : action.toUpperCase(Locale.ROOT));
      out.append(seconds == 0 ? "" : " seconds: " + seconds).append(reap ? " reap" : "");
      out.append(hits == 0 ? "" : " hit_count: " + hits).append(ttl ? " TTL-Match" : "");
      out.append(" name: ").append(list).append(" side: ").append(destination ? "dest" : "source");
      out.append(" mask: ").append(mask.text());
    }
  }

  /// The same in a table, with its list.
  private record Watch(Seen words, Netns netns, RecentList list) implements Match {
    private static final long SECOND = 1_000_000_000;

    @Override
    public String name() {
      return words.name();
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      return words.attach(place);
    }

    @Override
    public void detach() {
      netns.part(RecentLists.KEY).detach(words.list, list);
    }

    @Override
    public boolean matches(Inspection packet) {
      Ip address = address(packet);
      int hops = hops(packet);
      long now = packet.netns().world().loop().now();
      RecentList.Entry entry = list.find(address);
      if (entry != null && words.ttl && entry.ttl() != hops) {
        entry = null;
      }
      boolean sets = words.action.equals("set");
      if (entry == null) {
        if (sets) {
          list.add(address).seen(now, hops);
        }
        return sets != words.inverted;
      }
      boolean fits = sets || judge(entry, now);
      if (sets || (words.action.equals("update") && fits != words.inverted)) {
        list.seen(entry, now, hops);
      }
      return fits != words.inverted;
    }

    private boolean judge(RecentList.Entry entry, long now) {
      if (words.action.equals("remove")) {
        list.remove(entry.address);
        return true;
      }
      long since = words.seconds == 0 ? Long.MIN_VALUE : now - words.seconds * SECOND;
      boolean fits = entry.hits(since) >= Math.max(words.hits, 1);
      if (words.reap) {
        list.reap(since);
      }
      return fits;
    }

    /// As the packet came, before forwarding took one away.
    private static int hops(Inspection packet) {
      byte[] bytes = packet.bytes();
      int at = packet.network();
      int left = packet.family() == Family.IPV4 ? Ipv4.ttl(bytes, at) : Ipv6.hopLimit(bytes, at);
      boolean forwarded = packet.out() != null && packet.packet().owner() == null;
      return forwarded ? left + 1 : left;
    }

    private Ip address(Inspection packet) {
      byte[] bytes = packet.bytes();
      int at = packet.network();
      Ip mask = words.mask;
      if (packet.family() == Family.IPV4) {
        int bits = words.destination ? Ipv4.destination(bytes, at) : Ipv4.source(bytes, at);
        return Ip.v4(bits & mask.toInt());
      }
      return words.destination
          ? Ip.v6(
              Ipv6.destinationHi(bytes, at) & mask.hi(), Ipv6.destinationLo(bytes, at) & mask.lo())
          : Ip.v6(Ipv6.sourceHi(bytes, at) & mask.hi(), Ipv6.sourceLo(bytes, at) & mask.lo());
    }

    @Override
    public void save(StringBuilder out) {
      words.save(out);
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      words.list(out, listing);
    }
  }
}
