package dev.patchbay.stack.ip6;

import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.address.AddressFlags;
import dev.patchbay.stack.address.AddressRequest;
import dev.patchbay.stack.address.Addresses;
import dev.patchbay.stack.address.InterfaceAddress;
import dev.patchbay.stack.address.Ipv6Setting;
import dev.patchbay.stack.neighbour.NeighbourSetting;
import dev.patchbay.stack.neighbour.NeighbourTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The temporary addresses of a device (RFC 8981; `manage_tempaddrs`, `ipv6_create_tempaddr`):
/// beside an address that a prefix gave, one at random, and another before that one's preferred
/// lifetime is over.
final class TemporaryAddresses {
  private static final long SECOND = 1_000_000_000L;
  private static final long UNKNOWN = -1;

  /// So much earlier a second counts as over (`ADDRCONF_TIMER_FUZZ_MINUS`).
  private static final long FUZZ = 20_000_000L;

  /// An address that has temporary ones, and how many in a row were not good for anything.
  private static final class Public {
    final InterfaceAddress address;
    int tries;

    Public(InterfaceAddress address) {
      this.address = address;
    }
  }

  /// A temporary address; `followed` when another one has been made to take its place.
  private static final class Temporary {
    final InterfaceAddress address;
    final Public origin;
    boolean followed;

    Temporary(InterfaceAddress address, Public origin) {
      this.address = address;
      this.origin = origin;
    }
  }

  private final Inet6Device inet;
  private final Timer timer;
  private final List<Public> origins = new ArrayList<>(1);
  private final List<Temporary> all = new ArrayList<>(1);

  /// Seconds by which the preferred lifetime is shortened, so that not all nodes change at once.
  private long desync = UNKNOWN;

  TemporaryAddresses(Inet6Device inet) {
    this.inet = inet;
    this.timer = new Timer(inet.netns().machine().number(), this::follow);
  }

  private EventLoop loop() {
    return inet.netns().world().loop();
  }

  private long now() {
    return loop().now();
  }

  private Public origin(InterfaceAddress address) {
    for (Public known : origins) {
      if (known.address == address) {
        return known;
      }
    }
    Public origin = new Public(address);
    origins.add(origin);
    return origin;
  }

  /// The address has been given, or other lifetimes, in seconds without a sign: its temporary ones
  /// follow, and the first one is made.
  void manage(InterfaceAddress address, int valid, int preferred, boolean isNew) {
    Public origin = origin(address);
    for (Temporary one : List.copyOf(all)) {
      if (one.origin == origin) {
        renew(one, Integer.toUnsignedLong(valid), Integer.toUnsignedLong(preferred));
      }
    }
    boolean first = all.isEmpty() && (valid != 0 || preferred != 0);
    if ((isNew || first) && inet.setting(Ipv6Setting.USE_TEMPADDR) > 0) {
      create(origin);
    }
    if (valid == 0 && preferred == 0) {
      origins.remove(origin);
    }
  }

  private void renew(Temporary one, long valid, long preferred) {
    long age = (now() - one.address.created()) / SECOND;
    long mostValid = Math.max(inet.setting(Ipv6Setting.TEMP_VALID_LFT) - age, 0);
    long mostPreferred =
        Math.max(inet.setting(Ipv6Setting.TEMP_PREFERED_LFT) - Math.max(desync, 0) - age, 0);
    Addresses.of(inet.netns())
        .renew(
            one.address,
            (int) Math.min(valid, mostValid),
            (int) Math.min(preferred, mostPreferred),
            now());
    armNext();
  }

  /// Makes one; returns whether that was possible.
  private boolean create(Public origin) {
    while (inet.setting(Ipv6Setting.USE_TEMPADDR) > 0) {
      if (origin.tries++ >= inet.setting(Ipv6Setting.REGEN_MAX_RETRY)) {
        inet.setting(Ipv6Setting.USE_TEMPADDR, -1);
        inet.log("regeneration time exceeded - disabled temporary address support");
        return false;
      }
      int[] lifetimes = lifetimes(origin.address);
      long age = (now() - origin.address.updated() + FUZZ) / SECOND;
      if (Integer.toUnsignedLong(lifetimes[1]) <= advance() + age) {
        return false;
      }
      if (add(origin, lifetimes)) {
        armNext();
        return true;
      }
    }
    return false;
  }

  private boolean add(Public origin, int[] lifetimes) {
    InterfaceAddress address = origin.address;
    long lo = InterfaceIdentifiers.random(Ip6Netns.of(inet.netns()).random());
    InterfaceAddress made =
        Addresses.of(inet.netns())
            .addForATime(
                inet,
                Ip.v6(address.localHi(), lo),
                address.prefixLength(),
                AddressFlags.SECONDARY | AddressFlags.TENTATIVE,
                lifetimes,
                address.updated());
    if (made == null) {
      return false;
    }
    all.add(new Temporary(made, origin));
    return true;
  }

  /// Valid and preferred, in seconds without a sign.
  private int[] lifetimes(InterfaceAddress address) {
    long age = (now() - address.updated()) / SECOND;
    long longest = inet.setting(Ipv6Setting.TEMP_PREFERED_LFT);
    limitDesync(Math.min(inet.setting(Ipv6Setting.MAX_DESYNC_FACTOR), longest - advance()));
    long valid =
        Math.min(
            Integer.toUnsignedLong(address.validLifetime()),
            inet.setting(Ipv6Setting.TEMP_VALID_LFT) + age);
    long preferred =
        Math.min(
            Integer.toUnsignedLong(address.preferredLifetime()),
            Math.max(longest + age - desync, 0));
    return new int[] {(int) valid, (int) preferred};
  }

  private void limitDesync(long most) {
    if (desync == UNKNOWN || desync > most) {
      desync = most > 0 ? Ip6Netns.of(inet.netns()).random().between(0, most - 1) : 0;
    }
  }

  /// How many seconds before the end of a preferred lifetime the next address is made.
  private long advance() {
    long retransmit =
        NeighbourTable.of(inet.netns().machine(), Family.IPV6)
            .parameters(inet.device())
            .nanos(NeighbourSetting.RETRANS_TIME);
    return (long) inet.setting(Ipv6Setting.REGEN_MAX_RETRY)
        * (long) inet.setting(Ipv6Setting.DAD_TRANSMITS)
        * Math.max(retransmit, NeighbourSetting.JIFFY)
        / SECOND;
  }

  // ---- successors

  /// When the next address is due that takes the place of one.
  private long due(Temporary one) {
    InterfaceAddress address = one.address;
    boolean lasts = address.preferredLifetime() == AddressRequest.FOREVER;
    if (one.followed || lasts || address.isTentative()) {
      return Long.MAX_VALUE;
    }
    long seconds = Integer.toUnsignedLong(address.preferredLifetime()) - advance();
    return address.updated() + seconds * SECOND;
  }

  private void armNext() {
    long next = Long.MAX_VALUE;
    for (Temporary one : all) {
      next = Math.min(next, due(one));
    }
    if (next == Long.MAX_VALUE) {
      loop().disarm(timer);
    } else {
      loop().arm(timer, next);
    }
  }

  private void follow() {
    for (Temporary one : List.copyOf(all)) {
      if (due(one) <= now()) {
        one.followed = true;
        one.origin.tries = 0;
        create(one.origin);
      }
    }
    armNext();
  }

  /// An address may be used from now on: its successor is planned.
  void ready(InterfaceAddress address) {
    if (find(address) != null) {
      armNext();
    }
  }

  private @Nullable Temporary find(InterfaceAddress address) {
    for (Temporary one : all) {
      if (one.address == address) {
        return one;
      }
    }
    return null;
  }

  /// Another node has the address: another one is made.
  void collided(InterfaceAddress address) {
    Temporary one = find(address);
    if (one != null) {
      create(one.origin);
    }
  }

  /// An address has gone: with it those it had brought.
  void removed(InterfaceAddress address) {
    all.removeIf(one -> one.address == address);
    List<Temporary> brought = all.stream().filter(one -> one.origin.address == address).toList();
    for (Temporary one : brought) {
      Addresses.of(inet.netns()).remove(one.address);
    }
    origins.removeIf(origin -> origin.address == address);
    armNext();
  }
}
