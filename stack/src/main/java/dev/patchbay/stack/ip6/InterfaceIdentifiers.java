package dev.patchbay.stack.ip6;

import dev.patchbay.core.ArpHardware;
import dev.patchbay.core.Features;
import dev.patchbay.core.NetDevice;
import dev.patchbay.core.RandomStream;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Ipv4;
import dev.patchbay.packet.Ipv6;
import org.jspecify.annotations.Nullable;

/// The last halves of the addresses that a device gives itself: made of its hardware address (RFC
/// 4291 appendix A), of a secret (RFC 7217, `ipv6_generate_stable_address`), or at random (RFC
/// 8981).
final class InterfaceIdentifiers {
  /// Bytes of the block that is hashed, and where in it things stand.
  private static final int BLOCK = 64;

  private static final int PREFIX = 16;
  private static final int TRIES = BLOCK - 8;

  private InterfaceIdentifiers() {}

  /// The identifier made of the hardware address; `known` is false when there is none to make it
  /// of.
  record Eui64(boolean known, long value) {
    static Eui64 of(Inet6Device inet) {
      NetDevice device = inet.device();
      return switch (device.hardwareType()) {
        case ArpHardware.ETHER, ArpHardware.TUNNEL6, ArpHardware.IP6GRE ->
            new Eui64(true, identifier(device));
        case ArpHardware.TUNNEL, ArpHardware.IPGRE -> ofIpv4(device.linkIpv4());
        case ArpHardware.SIT -> ofIpv4(device.has(Features.ISATAP) ? device.linkIpv4() : 0);
        default -> new Eui64(false, 0);
      };
    }

    /// Devices that share a hardware address are told apart in the middle (`addrconf_ifid_eui48`).
    private static long identifier(NetDevice device) {
      long mac = device.address().value();
      int id = device.deviceId();
      return id == 0
          ? Ipv6.interfaceId(mac)
          : (mac >>> 24) << 40 | (long) (id & 0xffff) << 24 | (mac & 0xff_ffff);
    }

    /// RFC 5214 section 6.1 (`__ipv6_isatap_ifid`).
    private static Eui64 ofIpv4(int address) {
      long universal = isPrivate(address) ? 0 : 0x0200_0000_0000_0000L;
      long value = universal | 0x5efe_0000_0000L | Integer.toUnsignedLong(address);
      return new Eui64(address != 0, value);
    }

    /// Networks of which no address is the only one of its kind in the world.
    private static boolean isPrivate(int address) {
      return Ipv4.isZeroNet(address)
          || Ipv4.isLoopback(address)
          || Ipv4.isLinkLocal(address)
          || Ipv4.isMulticast(address)
          || address >>> 24 == 10
          || address >>> 20 == 0xac1
          || address >>> 16 == 0xc0a8
          || address >>> 8 == 0xc00002
          || address >>> 8 == 0xc05863
          || address >>> 17 == 0xc612 >>> 1
          || address == -1;
    }
  }

  /// The address with this first half that the device's secret stands for, after so many of them
  /// were found in use; null when there is no secret, or all are reserved.
  static @Nullable Ip stable(Inet6Device inet, long hi, int tries) {
    Ip secret = inet.effectiveSecret();
    if (secret == null) {
      return null;
    }
    int most = Ip6Netns.of(inet.netns()).setting(Ip6Setting.IDGEN_RETRIES);
    for (int count = tries; ; count++) {
      long lo = hash(secret, hi, count);
      if (!isReserved(lo)) {
        return Ip.v6(hi, lo);
      }
      if (count + 1 > most) {
        return null;
      }
    }
  }

  /// One that nobody can guess and nobody has reserved.
  static long random(RandomStream random) {
    long lo = random.nextLong();
    while (isReserved(lo)) {
      lo = random.nextLong();
    }
    return lo;
  }

  /// RFC 5453
  static boolean isReserved(long lo) {
    return lo == 0
        || lo >>> 25 == 0x0200_5eff_fe00_0000L >>> 25
        || lo >>> 7 == 0xfdff_ffff_ffff_ff80L >>> 7;
  }

  /// One block of SHA-1 without its padding: secret, prefix, the permanent hardware address (which
  /// virtual devices lack), number of tries. The two words of the result are taken in the order of
  /// bytes of the machines Linux mostly runs on.
  private static long hash(Ip secret, long hi, int tries) {
    byte[] block = new byte[BLOCK];
    write(block, 0, secret.hi());
    write(block, 8, secret.lo());
    write(block, PREFIX, hi);
    block[TRIES] = (byte) tries;
    int[] digest = Sha1.compress(block);
    long first = Integer.toUnsignedLong(Integer.reverseBytes(digest[0]));
    return first << 32 | Integer.toUnsignedLong(Integer.reverseBytes(digest[1]));
  }

  private static void write(byte[] block, int at, long value) {
    for (int i = 0; i < 8; i++) {
      block[at + i] = (byte) (value >>> (56 - 8 * i));
    }
  }
}
