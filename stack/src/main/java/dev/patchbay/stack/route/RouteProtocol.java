package dev.patchbay.stack.route;

import dev.patchbay.core.text.Numbers;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Who put a route there (`RTPROT_…`): a number from 0 to 255; some have names
/// (/etc/iproute2/rt_protos).
public final class RouteProtocol {
  public static final int UNSPEC = 0;
  public static final int REDIRECT = 1;
  public static final int KERNEL = 2;
  public static final int BOOT = 3;
  public static final int STATIC = 4;
  public static final int RA = 9;

  private static final String[] NAMES = new String[256];

  static {
    NAMES[UNSPEC] = "unspec";
    NAMES[REDIRECT] = "redirect";
    NAMES[KERNEL] = "kernel";
    NAMES[BOOT] = "boot";
    NAMES[STATIC] = "static";
    NAMES[8] = "gated";
    NAMES[RA] = "ra";
    NAMES[10] = "mrt";
    NAMES[11] = "zebra";
    NAMES[12] = "bird";
    NAMES[13] = "dnrouted";
    NAMES[14] = "xorp";
    NAMES[15] = "ntk";
    NAMES[16] = "dhcp";
    NAMES[18] = "keepalived";
    NAMES[42] = "babel";
    NAMES[99] = "openr";
    NAMES[186] = "bgp";
    NAMES[187] = "isis";
    NAMES[188] = "ospf";
    NAMES[189] = "rip";
    NAMES[192] = "eigrp";
  }

  private RouteProtocol() {}

  /// The protocol's name, or its number.
  public static String word(int protocol) {
    String name = protocol >= 0 && protocol < NAMES.length ? NAMES[protocol] : null;
    return name == null ? Integer.toString(protocol) : name;
  }

  /// The protocol of that name or number, if it is one.
  public static OptionalInt of(String word) {
    for (int number = 0; number < NAMES.length; number++) {
      if (word.equals(NAMES[number])) {
        return OptionalInt.of(number);
      }
    }
    OptionalLong number = Numbers.u8(word, 0);
    return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
  }
}
