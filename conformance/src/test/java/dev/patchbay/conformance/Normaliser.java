package dev.patchbay.conformance;

import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Replaces what no two runs share, in the output of one case: times, numbers given by the kernel,
/// addresses made at random. What is left has to be equal.
///
/// A MAC address counts when the case set it (it stands in one of the commands) or when it has a
/// prefix that the cases use.
final class Normaliser {
  private static final Pattern MAC =
      Pattern.compile("(?<![0-9a-f:.])(?:[0-9a-f]{2}:){5}[0-9a-f]{2}(?![0-9a-f:])");
  private static final Pattern SET_MAC =
      Pattern.compile(
          "02:(?:00|42|aa|11):|00:00:00:00:00:00|ff:ff:ff:ff:ff:ff|ee:ee:ee|01:00:5e|01:80:c2|33:33");
  private static final Pattern LINK_LOCAL = Pattern.compile("fe80::[0-9a-f:]+");
  private static final Pattern BRIDGE_ID = Pattern.compile("\\b([0-9a-f]{4})\\.([0-9a-f]{12})\\b");

  /// The address of an IPv6 tunnel's own, which is random.
  private static final Pattern PERMANENT =
      Pattern.compile("(permaddr (?=[0-9a-f:]*::)|\"permaddr\":\"(?=[0-9a-f:]*::))[0-9a-f:]+");

  private static final Pattern COLOUR = Pattern.compile("\\x1b\\[[0-9;]*m");

  /// Commands that show a table which the kernel keeps by hash.
  private static final Pattern UNORDERED =
      Pattern.compile(
          "\\bneigh\\b|\\bfdb\\b|\\bshowmacs\\b|\\barp\\b|nf_conntrack|\\bmdb\\b|-6"
              + " route|\\bmaddr\\b|netns list|ip netns$");

  private static final Pattern TABLES = Pattern.compile("\\bip6?tables\\b");

  private final Set<String> setMacs;

  private Normaliser(Set<String> setMacs) {
    this.setMacs = setMacs;
  }

  /// The normaliser for a case, which knows the addresses in its commands.
  static Normaliser of(Transcript transcript) {
    Set<String> macs = new TreeSet<>();
    for (String command : transcript.commands()) {
      MAC.matcher(command.toLowerCase(Locale.ROOT))
          .results()
          .map(MatchResult::group)
          .forEach(macs::add);
    }
    return new Normaliser(macs);
  }

  /// What `command` wrote, as it is compared; sorted where the command shows a table without an
  /// order.
  List<String> normal(String command, List<String> lines) {
    boolean tables = TABLES.matcher(command).find();
    List<String> normal = new ArrayList<>();
    for (String line : lines) {
      String plain = Substitution.all(addresses(plain(line)));
      normal.add(tables ? RuleListing.normal(plain) : plain);
    }
    while (!normal.isEmpty() && normal.getLast().isEmpty()) normal.removeLast();
    if (UNORDERED.matcher(command).find()) Collections.sort(normal);
    return normal;
  }

  private static String plain(String line) {
    return COLOUR.matcher(line).replaceAll("").stripTrailing();
  }

  private String addresses(String line) {
    String text = replace(PERMANENT, line, found -> found.group(1) + "PERMANENT");
    text = replace(LINK_LOCAL, text, this::linkLocal);
    text = replace(MAC, text, found -> isSet(found.group()) ? found.group() : "MAC");
    return replace(BRIDGE_ID, text, this::bridgeId);
  }

  private static String replace(Pattern pattern, String text, Function<MatchResult, String> by) {
    return pattern.matcher(text).replaceAll(found -> Matcher.quoteReplacement(by.apply(found)));
  }

  private boolean isSet(String mac) {
    return SET_MAC.matcher(mac).lookingAt() || setMacs.contains(mac);
  }

  private String linkLocal(MatchResult found) {
    String mac = macOf(found.group());
    return mac.isEmpty() || isSet(mac) ? found.group() : "fe80::MAC";
  }

  private String bridgeId(MatchResult found) {
    String mac = found.group(2).replaceAll("..(?=.)", "$0:");
    return isSet(mac) ? found.group() : found.group(1) + ".MAC";
  }

  /// The MAC address that a link-local address was made of (RFC 4291, appendix A); empty where it
  /// was not made of one.
  private static String macOf(String linkLocal) {
    byte[] b;
    try {
      b = Inet6Address.ofLiteral(linkLocal).getAddress();
    } catch (IllegalArgumentException notAnAddress) {
      return "";
    }
    String hex = HexFormat.of().formatHex(b);
    if (!hex.startsWith("fe80000000000000") || !hex.startsWith("fffe", 22)) return "";
    byte[] mac = {(byte) (b[8] ^ 2), b[9], b[10], b[13], b[14], b[15]};
    return HexFormat.ofDelimiter(":").formatHex(mac);
  }
}
