package dev.patchbay.stack.address;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.time.EventLoop;
import dev.patchbay.core.time.Timer;
import dev.patchbay.packet.Family;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How long the addresses of a namespace last: deprecates them when their preferred lifetime is
/// over and removes them when their valid one is (`check_lifetime`, `addrconf_verify`).
final class Lifetimes {
  static final long SECOND = 1_000_000_000L;
  static final long CENTISECOND = 10_000_000L;
  private static final long NEVER = Long.MAX_VALUE;

  private final Addresses addresses;
  private @Nullable Timer timer;
  private long due = NEVER;

  Lifetimes(Addresses addresses) {
    this.addresses = addresses;
  }

  /// Gives the address its lifetimes, from now on, and the flags that follow.
  void begin(InterfaceAddress address, int valid, int preferred) {
    long now = addresses.now();
    address.flags(0, AddressFlags.PERMANENT | AddressFlags.DEPRECATED);
    address.validLifetime = valid;
    address.preferredLifetime = preferred;
    if (valid == AddressRequest.FOREVER) {
      address.flags(AddressFlags.PERMANENT, 0);
    }
    if (preferred == 0) {
      address.flags(AddressFlags.DEPRECATED, 0);
    }
    if (address.created == 0) {
      address.created = now;
    }
    address.updated = now;
    armFor(nextOf(address));
  }

  /// Gives the address other lifetimes, which began at `since`; it stays one that lasts for a time,
  /// or for ever, as it was.
  void renew(InterfaceAddress address, int valid, int preferred, long since) {
    address.flags(0, AddressFlags.DEPRECATED);
    address.validLifetime = valid;
    address.preferredLifetime = preferred;
    address.created = address.created == 0 ? addresses.now() : address.created;
    address.updated = since;
    verify();
  }

  /// Looks at all lifetimes as soon as what happens now is over.
  void verify() {
    armFor(addresses.now());
  }

  void stop() {
    if (timer != null) {
      loop().disarm(timer);
    }
  }

  /// Seconds that are left of the valid lifetime, as the kernel tells them.
  static int validLeft(InterfaceAddress address, long now) {
    return lasts(address) || address.preferredLifetime == AddressRequest.FOREVER
        ? address.validLifetime
        : left(address.validLifetime, address, now);
  }

  /// Seconds that are left of the preferred lifetime.
  static int preferredLeft(InterfaceAddress address, long now) {
    return lasts(address) ? AddressRequest.FOREVER : left(address.preferredLifetime, address, now);
  }

  private static int left(int lifetime, InterfaceAddress address, long now) {
    if (lifetime == AddressRequest.FOREVER) {
      return lifetime;
    }
    long rest = Integer.toUnsignedLong(lifetime) - (now - address.updated) / SECOND;
    return (int) Math.max(rest, 0);
  }

  /// Whether the lifetimes have no end. IPv4 forgets the preferred one when the valid one has none.
  private static boolean lasts(InterfaceAddress address) {
    return address.has(AddressFlags.PERMANENT)
        && (address.family() == Family.IPV4 || address.preferredLifetime == AddressRequest.FOREVER);
  }

  // ---- the timer

  private EventLoop loop() {
    return addresses.netns().world().loop();
  }

  private void armFor(long time) {
    if (time >= due) {
      return;
    }
    due = time;
    Timer known = timer;
    if (known == null) {
      known = new Timer(addresses.netns().machine().number(), this::run);
      timer = known;
    }
    loop().arm(known, time);
  }

  private void run() {
    due = NEVER;
    for (NetDevice device : addresses.netns().devices()) {
      check(InetDevice.inet(device));
      check(InetDevice.inet6(device));
    }
  }

  private void check(@Nullable InetDevice device) {
    if (device == null) {
      return;
    }
    long now = addresses.now();
    for (InterfaceAddress address : List.copyOf(device.addresses())) {
      if (lasts(address)) {
        continue;
      }
      if (end(address, address.validLifetime) <= now) {
        addresses.remove(address);
      } else if (end(address, address.preferredLifetime) <= now) {
        deprecate(address);
      }
      armFor(nextOf(address));
    }
  }

  private void deprecate(InterfaceAddress address) {
    if (!address.has(AddressFlags.DEPRECATED)) {
      address.flags(AddressFlags.DEPRECATED, 0);
      addresses.announce(address);
    }
  }

  /// When the address has to be looked at again.
  private long nextOf(InterfaceAddress address) {
    if (lasts(address)) {
      return NEVER;
    }
    long now = addresses.now();
    long preferred = end(address, address.preferredLifetime);
    long valid = end(address, address.validLifetime);
    return preferred > now ? Math.min(preferred, valid) : valid > now ? valid : NEVER;
  }

  /// When a lifetime of the address is over, or [#NEVER].
  static long end(InterfaceAddress address, int lifetime) {
    return lifetime == AddressRequest.FOREVER
        ? NEVER
        : address.updated + Integer.toUnsignedLong(lifetime) * SECOND;
  }
}
