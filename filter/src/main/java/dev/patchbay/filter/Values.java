package dev.patchbay.filter;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.packet.Mac;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The forms that values of options have, and how they are refused: numbers as C reads them,
/// ranges, marks, addresses.
public final class Values {
  /// From `min` to `max`, both included.
  public record Range(long min, long max) {
    public boolean contains(long value) {
      return value >= min && value <= max;
    }

    /// `5` or `5:9`.
    public String text() {
      return min == max ? Long.toString(min) : min + ":" + max;
    }
  }

  /// A value, and which of its bits count.
  public record Masked(int value, int mask) {
    /// `0x1/0xff`, the mask only where it leaves bits out.
    public String text() {
      String head = "0x" + Integer.toHexString(value);
      return mask == -1 ? head : full();
    }

    /// The same, with a name for the number 0 if it has one.
    public String text(@Nullable String zero) {
      return zero != null && value == 0 && mask == -1 ? zero : text();
    }

    /// `0x1/0xffffffff`.
    public String full() {
      return "0x" + Integer.toHexString(value) + "/0x" + Integer.toHexString(mask);
    }
  }

  private Values() {}

  /// A number from 0 to 255.
  public static Syntax<Long> u8() {
    return number(0, 0xff);
  }

  /// A number of 16 bits.
  public static Syntax<Long> u16() {
    return number(0, 0xffff);
  }

  /// A number of 32 bits.
  public static Syntax<Long> u32() {
    return number(0, 0xffff_ffffL);
  }

  /// A number from `min` to `max`.
  public static Syntax<Long> number(long min, long max) {
    return (reading, text) -> {
      Long value = parse(text);
      if (value == null || value < min || value > max) {
        throw refuse(reading, "bad value", ", or out of range (" + min + "-" + max + ").\n");
      }
      return value;
    };
  }

  /// A number of 64 bits; one beyond the signed half is negative here.
  public static Syntax<Long> u64() {
    return (reading, text) -> {
      try {
        return text.startsWith("0x")
            ? Long.parseUnsignedLong(text.substring(2), 16)
            : Long.parseUnsignedLong(text);
      } catch (NumberFormatException e) {
        throw refuse(reading, "bad value", ", or out of range (0-18446744073709551615).\n");
      }
    };
  }

  private static Refusal refuse(Reading reading, String what, String rest) {
    return new Refusal(
        reading.extension() + ": " + what + " for option \"--" + reading.option() + "\"" + rest);
  }

  /// The number that a text is: decimal, `0x` or octal, as `strtoul` with base 0 reads it; or null.
  public static @Nullable Long parse(String text) {
    int digits = digitsAt(text);
    return digits == text.length() ? parseDigits(text) : null;
  }

  /// How many characters at the beginning of a text are a number.
  public static int digitsAt(String text) {
    boolean hex = text.startsWith("0x") || text.startsWith("0X");
    int at = hex ? 2 : 0;
    int radix = hex ? 16 : text.startsWith("0") ? 8 : 10;
    while (at < text.length() && Character.digit(text.charAt(at), radix) >= 0) {
      at++;
    }
    return hex && at == 2 ? 1 : at;
  }

  private static @Nullable Long parseDigits(String text) {
    try {
      if (text.startsWith("0x") || text.startsWith("0X")) {
        return Long.parseLong(text.substring(2), 16);
      }
      return text.length() > 1 && text.startsWith("0")
          ? Long.parseLong(text.substring(1), 8)
          : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /// `5`, `5:9`, `:9` or `5:` with numbers up to `max`.
  public static Syntax<Range> range(long max) {
    return (reading, text) -> {
      String[] parts = text.split(":", -1);
      if (parts.length > 2) {
        throw new Refusal(
            reading.extension()
                + ": Too many components for option \"--"
                + reading.option()
                + "\" (max: 2)\n");
      }
      long low = component(reading, text, parts[0], 0, max);
      long high = parts.length == 1 ? low : component(reading, parts[1], parts[1], max, max);
      return new Range(low, high);
    };
  }

  private static long component(
      Reading reading, String near, String text, long otherwise, long max) {
    if (text.isEmpty()) {
      return otherwise;
    }
    int digits = digitsAt(text);
    Long value = digits == 0 ? null : parseDigits(text.substring(0, digits));
    if (value == null || value > max) {
      throw refuse(
          reading, "bad value", " near \"" + near + "\", or out of range (0-" + max + ").\n");
    }
    if (digits < text.length()) {
      throw new Refusal(
          reading.extension()
              + ": Argument to \"--"
              + reading.option()
              + "\" has unexpected characters near \""
              + text.substring(digits)
              + "\".\n");
    }
    return value;
  }

  /// A text of so many characters.
  public static Syntax<String> string(int min, int max) {
    return (reading, text) -> {
      if (text.length() < min) {
        throw new Refusal("Argument must have a minimum length of " + min + " characters\n");
      }
      if (text.length() > max) {
        throw new Refusal("Argument must have a maximum length of " + max + " characters\n");
      }
      return text;
    };
  }

  /// Any text, cut to `most` characters.
  public static Syntax<String> cut(int most) {
    return (reading, text) -> text.length() > most ? text.substring(0, most) : text;
  }

  /// `value` or `value/mask`.
  public static Syntax<Masked> masked() {
    return (reading, text) -> {
      int slash = text.indexOf('/');
      long value = word(reading, slash < 0 ? text : text.substring(0, slash));
      long mask = slash < 0 ? 0xffff_ffffL : word(reading, text.substring(slash + 1));
      return new Masked((int) value, (int) mask);
    };
  }

  /// The same, or the name that the number 0 has in a table of names, the only one in it.
  public static Syntax<Masked> masked(String zero) {
    return (reading, text) -> {
      if (text.equals(zero)) {
        return new Masked(0, -1);
      }
      if (!text.isEmpty() && !Character.isDigit(text.charAt(0))) {
        throw new Refusal(
            reading.extension()
                + ": could not map name "
                + text
                + " to an integer value for option \"--"
                + reading.option()
                + "\".\n");
      }
      return masked().read(reading, text);
    };
  }

  private static long word(Reading reading, String text) {
    int digits = digitsAt(text);
    Long value = digits == 0 ? null : parseDigits(text.substring(0, digits));
    if (value == null || value > 0xffff_ffffL) {
      throw refuse(reading, "bad integer value", ", or out of range.\n");
    }
    if (digits < text.length()) {
      throw refuse(reading, "trailing garbage after value", ".\n");
    }
    return value;
  }

  /// The type of service with the bits of it that count: figures, or one of the old names, whose
  /// bits are those of RFC 1349.
  public static Syntax<Masked> tos() {
    return (reading, text) -> {
      if (!text.isEmpty() && Character.isDigit(text.charAt(0))) {
        int slash = text.indexOf('/');
        Long value = parse(slash < 0 ? text : text.substring(0, slash));
        Long mask = slash < 0 ? Long.valueOf(0xff) : parse(text.substring(slash + 1));
        if (value == null || mask == null || value > 0xff || mask > 0xff) {
          throw new Refusal("Illegal value: \"" + text + "\"");
        }
        return new Masked(value.intValue(), mask.intValue());
      }
      for (TosName name : TosName.values()) {
        if (name.text().equalsIgnoreCase(text)) {
          return new Masked(name.bits(), TosName.MASK);
        }
      }
      throw new Refusal("Symbolic name \"" + text + "\" is unknown");
    };
  }

  /// What a change of a mark does, in the words of `-L`: `set 0x1`, `and 0xff`.
  public static String change(int value, int mask) {
    if (value == 0) {
      return "and 0x" + Integer.toHexString(~mask);
    }
    if (value == mask) {
      return "or 0x" + Integer.toHexString(value);
    }
    if (mask == 0) {
      return "xor 0x" + Integer.toHexString(value);
    }
    return mask == -1
        ? "set 0x" + Integer.toHexString(value)
        : "xset " + new Masked(value, mask).full();
  }

  /// A MAC address.
  public static Syntax<Mac> mac() {
    return (reading, text) -> {
      Mac mac = text.matches("[0-9a-fA-F]{1,2}(:[0-9a-fA-F]{1,2}){5}") ? parseMac(text) : null;
      if (mac == null) {
        throw new Refusal("Invalid MAC address specified.");
      }
      return mac;
    };
  }

  private static Mac parseMac(String text) {
    long bits = 0;
    for (String part : text.split(":", -1)) {
      bits = bits << 8 | Integer.parseInt(part, 16);
    }
    return new Mac(bits);
  }

  /// A port by number or name.
  public static Syntax<Integer> port() {
    return (reading, text) -> namedPort(reading, text);
  }

  private static int namedPort(Reading reading, String text) {
    Long number = parse(text);
    int port = number == null ? reading.names().port(text, "") : number.intValue();
    if (port < 0) {
      throw new Refusal("Port \"" + text + "\" does not resolve to anything.\n");
    }
    return port & 0xffff;
  }

  /// The port of that number or name, as the matches of transport protocols ask for it
  /// (`xtables_parse_port`).
  public static int port(Reading reading, String text, String protocol) {
    Long number = parse(text);
    int port =
        number == null
            ? reading.names().port(text, protocol)
            : number > 0xffff ? -1 : number.intValue();
    if (port < 0) {
      throw new Refusal("invalid port/service `" + text + "' specified");
    }
    return port;
  }

  /// An address of the rule's family, by figures or name.
  public static Syntax<Ip> host() {
    return (reading, text) -> address(reading, text);
  }

  private static Ip address(Reading reading, String text) {
    Ip figures = Ip.parse(reading.family(), text);
    if (figures != null) {
      return figures;
    }
    List<Ip> known = reading.names().addresses(reading.family(), text);
    if (known.isEmpty()) {
      boolean other = Ip.parse(text) != null;
      throw new Refusal(
          "getaddrinfo: "
              + (other ? "Address family for hostname not supported" : "Name or service not known")
              + "\n");
    }
    if (known.size() > 1) {
      throw new Refusal(text + " resolves to more than one address\n");
    }
    return known.getFirst();
  }

  /// An address, with `/` and the length of a prefix or a mask if it is to be more than one.
  public static Syntax<AddressMask> hostMask() {
    return (reading, text) -> {
      int slash = text.indexOf('/');
      if (slash < 0) {
        return AddressMask.of(address(reading, text), reading.family().bits());
      }
      Ip address = address(reading, text.substring(0, slash));
      Ip mask = prefixMask().read(reading, text.substring(slash + 1));
      return new AddressMask(address, mask.hi(), mask.lo());
    };
  }

  /// The length of a prefix, or a mask.
  public static Syntax<Ip> prefixMask() {
    return (reading, text) -> {
      Family family = reading.family();
      Long length = parse(text);
      if (length != null && length <= Family.IPV6.bits()) {
        int bits = Math.min(length.intValue(), family.bits());
        AddressMask all = AddressMask.of(family == Family.IPV4 ? Ip.ANY4 : Ip.ANY6, bits);
        return new Ip(family, all.maskHi(), all.maskLo());
      }
      Ip mask = Ip.parse(family, text);
      if (mask == null) {
        throw refuse(
            reading,
            "bad value",
            ", neither a valid network mask nor valid CIDR (0-" + family.bits() + ").\n");
      }
      return mask;
    };
  }
}
