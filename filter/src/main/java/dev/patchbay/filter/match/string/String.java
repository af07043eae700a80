package dev.patchbay.filter.match.string;

import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Reading;
import dev.patchbay.filter.Refusal;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/// `-m string`: bytes that stand somewhere in the packet.
public final class String implements MatchKind {
  private static final int MOST = 128;
  private static final Option<Long> FROM = Option.of("from", Values.u16());
  private static final Option<Long> TO = Option.of("to", Values.u16());
  private static final Option<java.lang.String> ALGORITHM =
      Option.of("algo", Values.cut(15)).mandatory();
  private static final Option<byte[]> TEXT =
      Option.of("string", String::readText).invertible().excludes("hex-string");
  private static final Option<byte[]> HEX =
      Option.of("hex-string", String::readHex).invertible().excludes("string");
  private static final Option<Void> ANY_CASE = Option.flag("icase");

  @Override
  public java.lang.String name() {
    return "string";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(FROM, TO, ALGORITHM, TEXT, HEX, ANY_CASE);
  }

  private static byte[] readText(Reading reading, java.lang.String text) {
    return checked(text.getBytes(StandardCharsets.UTF_8), text);
  }

  private static byte[] checked(byte[] bytes, java.lang.String text) {
    if (bytes.length > MOST) {
      throw new Refusal("STRING too long \"" + text + "\"");
    }
    return bytes;
  }

  /// Text, with figures between bars: `|DE AD|foo`.
  private static byte[] readHex(Reading reading, java.lang.String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (text.isEmpty()) {
      throw new Refusal("STRING must contain at least one char");
    }
    boolean inBars = false;
    int i = 0;
    while (i < text.length()) {
      if (text.charAt(i) == '|') {
        inBars = !inBars;
        i = inBars ? behindBlanks(text, i + 1) : i + 1;
        if (i == text.length()) {
          break;
        }
      } else if (text.charAt(i) == '\\') {
        refuseMisplaced(text, i, inBars);
        i++;
      }
      if (inBars) {
        refuseShort(text, i);
        out.write(figure(text, i) << 4 | figure(text, i + 1));
        i += text.startsWith(" ", i + 2) ? 3 : 2;
      } else {
        out.write(text.charAt(i++));
      }
    }
    return checked(out.toByteArray(), text);
  }

  private static int behindBlanks(java.lang.String text, int from) {
    int i = from;
    while (text.startsWith(" ", i)) {
      i++;
    }
    return i;
  }

  private static void refuseMisplaced(java.lang.String text, int at, boolean inBars) {
    if (inBars) {
      throw new Refusal("Cannot include literals in hex data");
    }
    if (at + 1 == text.length()) {
      throw new Refusal("Bad literal placement at end of string");
    }
  }

  /// Behind two figures something must still come, if only the bar.
  private static void refuseShort(java.lang.String text, int at) {
    if (at + 2 >= text.length()) {
      boolean isLast = at + 1 == text.length();
      throw new Refusal(isLast ? "Odd number of hex digits" : "Invalid hex block");
    }
  }

  private static int figure(java.lang.String text, int at) {
    int value = Character.digit(text.charAt(at), 16);
    if (value < 0) {
      throw new Refusal("Invalid hex char '" + text.charAt(at) + "'");
    }
    return value;
  }

  @Override
  public void verify(Chosen chosen) {
    if (!chosen.has(TEXT) && !chosen.has(HEX)) {
      throw new Refusal("STRING match: You must specify `--string' or `--hex-string'");
    }
  }

  @Override
  public Match build(Chosen chosen) {
    byte[] text = chosen.get(TEXT);
    return new Pattern(
        text == null ? chosen.required(HEX) : text,
        chosen.inverted(TEXT) || chosen.inverted(HEX),
        chosen.required(ALGORITHM),
        chosen.get(FROM, 0L).intValue(),
        chosen.get(TO, 0xffffL).intValue(),
        chosen.has(ANY_CASE));
  }

  /// @param from the first byte of the packet where the text may begin
  /// @param to the last one
  @SuppressWarnings("ArrayRecordComponent") // rules are compared by their words
  record Pattern(
      byte[] text, boolean inverted, java.lang.String algorithm, int from, int to, boolean anyCase)
      implements Match {
    @Override
    public java.lang.String name() {
      return "string";
    }

    @Override
    public Match attach(Attachment place) throws NetlinkException {
      if (!algorithm.equals("bm") && !algorithm.equals("kmp") && !algorithm.equals("fsm")) {
        throw new NetlinkException(Errno.ENOENT);
      }
      if (from > to || text.length == 0) {
        throw new NetlinkException(Errno.EINVAL);
      }
      return this;
    }

    @Override
    public boolean matches(Inspection packet) {
      int base = packet.packet().head();
      int last = Math.min(base + to, packet.packet().tail() - text.length);
      for (int at = base + from; at <= last; at++) {
        if (standsAt(packet.bytes(), at)) {
          return !inverted;
        }
      }
      return inverted;
    }

    private boolean standsAt(byte[] bytes, int at) {
      for (int i = 0; i < text.length; i++) {
        int one = bytes[at + i];
        int other = text[i];
        if (one != other && !(anyCase && lower(one) == lower(other))) {
          return false;
        }
      }
      return true;
    }

    private static int lower(int letter) {
      return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
    }

    private boolean isPlain() {
      for (byte b : text) {
        if (b < ' ' || b > '~') {
          return false;
        }
      }
      return text.length == 0 || text[text.length - 1] != '\\';
    }

    private java.lang.String quoted() {
      StringBuilder out = new StringBuilder("\"");
      if (isPlain()) {
        out.append(new java.lang.String(text, StandardCharsets.US_ASCII).replace("\"", "\\\""));
      } else {
        out.append('|').append(HexFormat.of().formatHex(text)).append('|');
      }
      return out.append('"').toString();
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " !" : "").append(isPlain() ? " --string " : " --hex-string ");
      out.append(quoted()).append(" --algo ").append(algorithm);
      out.append(from == 0 ? "" : " --from " + from).append(to == 0xffff ? "" : " --to " + to);
      out.append(anyCase ? " --icase" : "");
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" STRING match ").append(inverted ? "! " : " ").append(quoted());
      out.append(" ALGO name ").append(algorithm);
      out.append(from == 0 ? "" : " FROM " + from).append(to == 0xffff ? "" : " TO " + to);
      out.append(anyCase ? " ICASE" : "");
    }
  }
}
