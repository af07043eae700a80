package dev.patchbay.stack.ip;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.Netns;
import dev.patchbay.packet.Family;
import dev.patchbay.packet.Icmp;
import dev.patchbay.packet.IcmpProbe;
import dev.patchbay.packet.Ip;
import dev.patchbay.stack.address.Addresses;
import dev.patchbay.stack.address.InetDevice;
import dev.patchbay.stack.address.InterfaceAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What a host says of one of its devices to whoever asks (PROBE, RFC 8335, `icmp_build_probe`): it
/// may be named, numbered, or known by an address of its own.
public final class InterfaceProbe {
  private static final int LONGEST_NAME = 15;

  /// Bytes of an object at most.
  private static final int LARGEST = 24;

  private static final int INDEX = 4;
  private static final int IPV4 = 1;
  private static final int IPV6 = 2;

  private InterfaceProbe() {}

  /// Whether the request at `at` is answered here: the settings allow it, and it asks about a
  /// device of this host.
  public static boolean isAnswered(Netns netns, byte[] bytes, int at) {
    return IpStack.of(netns).settings().isOn(IpSetting.ICMP_ECHO_ENABLE_PROBE)
        && IcmpProbe.isLocal(bytes, at);
  }

  /// Makes the copy of a request, from `at` to `tail`, say what the device is like: its code and
  /// its state. The type is the caller's.
  public static void answer(Netns netns, byte[] bytes, int at, int tail) {
    IcmpProbe.state(bytes, at, 0);
    if (!isSound(bytes, at, tail)) {
      Icmp.code(bytes, at, IcmpProbe.MALFORMED);
      return;
    }
    NetDevice device = asked(netns, bytes, at);
    if (device == null) {
      Icmp.code(bytes, at, IcmpProbe.NO_INTERFACE);
    } else {
      IcmpProbe.state(bytes, at, state(device));
    }
  }

  private static int state(NetDevice device) {
    return (device.isUp() ? IcmpProbe.ACTIVE : 0)
        | (hasAddress(InetDevice.inet(device)) ? IcmpProbe.HAS_IPV4 : 0)
        | (hasAddress(InetDevice.inet6(device)) ? IcmpProbe.HAS_IPV6 : 0);
  }

  private static boolean hasAddress(@Nullable InetDevice inet) {
    return inet != null && inet.addressCount() != 0;
  }

  private static boolean isSound(byte[] bytes, int at, int tail) {
    int length = IcmpProbe.objectFits(bytes, at, tail) ? IcmpProbe.objectLength(bytes, at) : 0;
    int named = length - IcmpProbe.OBJECT_HEADER;
    if (named <= 0 || length > LARGEST || at + IcmpProbe.IDENTIFIER + named > tail) {
      return false;
    }
    return switch (IcmpProbe.objectType(bytes, at)) {
      case IcmpProbe.BY_NAME -> named <= LONGEST_NAME;
      case IcmpProbe.BY_INDEX -> named == INDEX;
      case IcmpProbe.BY_ADDRESS ->
          named == IcmpProbe.ADDRESS_HEADER + Family.IPV4.bytes()
              ? isAddress(bytes, at, IPV4, Family.IPV4)
              : named == IcmpProbe.ADDRESS_HEADER + Family.IPV6.bytes()
                  && isAddress(bytes, at, IPV6, Family.IPV6);
      default -> false;
    };
  }

  private static boolean isAddress(byte[] bytes, int at, int number, Family family) {
    return IcmpProbe.addressFamily(bytes, at) == number
        && IcmpProbe.addressLength(bytes, at) == family.bytes();
  }

  private static @Nullable NetDevice asked(Netns netns, byte[] bytes, int at) {
    int from = at + IcmpProbe.IDENTIFIER;
    int length = IcmpProbe.objectLength(bytes, at) - IcmpProbe.OBJECT_HEADER;
    return switch (IcmpProbe.objectType(bytes, at)) {
      case IcmpProbe.BY_NAME -> netns.device(name(bytes, from, length));
      case IcmpProbe.BY_INDEX -> netns.device(Ip.read(Family.IPV4, bytes, from).toInt());
      default -> {
        Family family = IcmpProbe.addressFamily(bytes, at) == IPV4 ? Family.IPV4 : Family.IPV6;
        yield holder(netns, Ip.read(family, bytes, from + IcmpProbe.ADDRESS_HEADER));
      }
    };
  }

  private static String name(byte[] bytes, int from, int length) {
    int end = from;
    while (end < from + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  private static @Nullable NetDevice holder(Netns netns, Ip address) {
    InterfaceAddress own =
        Addresses.of(netns).find(address.family(), address.hi(), address.lo(), null);
    return own == null ? null : own.inetDevice().device();
  }
}
