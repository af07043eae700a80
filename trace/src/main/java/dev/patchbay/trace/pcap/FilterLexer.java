package dev.patchbay.trace.pcap;

import dev.patchbay.packet.Family;
import dev.patchbay.packet.Ip;
import dev.patchbay.trace.pcap.Token.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts an expression into words. The longest possible word wins, and among equally long ones the
/// kind that stands first here: so `0-1` is a name, and `ip6` no `ip` and a 6.
final class FilterLexer {
  private static final String N = "(?:0[Xx][0-9A-Fa-f]+|[0-9]+)";
  private static final String B = "[0-9A-Fa-f]{1,2}";
  private static final String B2 = "[0-9A-Fa-f]{4}";

  private static final Pattern ARCNET = Pattern.compile("\\$" + B);
  private static final Pattern STATION =
      Pattern.compile(
          String.format(
              "%1$s(?::%1$s){5}|%1$s(?:-%1$s){5}|%1$s(?:\\.%1$s){5}|%2$s\\.%2$s\\.%2$s|%2$s{3}",
              B, "(?:" + B2 + ")"));
  private static final Pattern NUMBER = Pattern.compile(N);
  private static final Pattern IPV4 = Pattern.compile(N + "(?:\\." + N + "){1,3}");
  private static final Pattern BOGUS_STATION = Pattern.compile(B + ":+(?:" + B + ":+)+");
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9](?:[-_.A-Za-z0-9]*[.A-Za-z0-9])?");
  private static final Pattern QUOTED = Pattern.compile("\\\\[^ !()\\n\\t]+");
  private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-fxX:.]+");

  /// An address as it may be written: groups, one gap at most, an IPv4 address at the end.
  private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");

  private static final Set<String> SIGNS =
      Set.of(
          "+", "-", "*", "/", "%", ":", "[", "]", "!", "<", ">", "(", ")", "&", "|", "^", "=", ">=",
          "<=", "!=", "==", "<<", ">>", "&&", "||");

  private static final Set<String> WORDS =
      Set.of(
          ("dst src arp rarp ip sctp tcp udp icmp igmp igrp pim vrrp carp radio ip6 icmp6 ah esp"
                  + " atalk aarp decnet lat sca moprc mopdl iso esis isis l1 l2 iih lsp snp csnp"
                  + " psnp clnp stp ipx netbeui host net mask port portrange proto protochain"
                  + " gateway type subtype dir addr1 addr2 addr3 addr4 ra ta less greater byte"
                  + " broadcast multicast and or not len inbound outbound ifindex vlan mpls pppoed"
                  + " pppoes geneve lane llc metac bcc oam oamf4 oamf4ec oamf4sc sc ilmic vpi vci"
                  + " connectmsg metaconnect ifname rset rnr srnr reason action fisu lssu msu hfisu"
                  + " hlssu hmsu sio opc dpc sls hsio hopc hdpc hsls link")
              .split(" ", -1));

  /// Other ways to write a word.
  private static final Map<String, String> ALIASES = new HashMap<>();

  private static final Map<String, Integer> CONSTANTS = new HashMap<>();

  static {
    alias("link", "ether ppp slip fddi tr wlan");
    alias("esis", "es-is");
    alias("isis", "is-is");
    alias("dir", "direction");
    alias("addr1", "address1");
    alias("addr2", "address2");
    alias("addr3", "address3");
    alias("addr4", "address4");
    alias("and", "&&");
    alias("or", "||");
    alias("!", "not");
    alias("=", "==");
    alias("len", "length");
    alias("ifname", "on");
    alias("rset", "ruleset");
    alias("rnr", "rulenum");
    alias("srnr", "subrulenum");
    alias("lssu", "lsu");
    constants(0, "icmptype icmpcode");
    constants(0, "icmp6type icmp6code");
    constants(0, "icmp-echoreply");
    constants(3, "icmp-unreach icmp-sourcequench icmp-redirect");
    constants(8, "icmp-echo icmp-routeradvert icmp-routersolicit icmp-timxceed icmp-paramprob");
    constants(13, "icmp-tstamp icmp-tstampreply icmp-ireq icmp-ireqreply icmp-maskreq");
    constants(18, "icmp-maskreply");
    constants(1, "icmp6-destinationunreach icmp6-packettoobig icmp6-timeexceeded");
    constants(4, "icmp6-parameterproblem");
    constants(128, "icmp6-echo icmp6-echoreply icmp6-multicastlistenerquery");
    constants(131, "icmp6-multicastlistenerreportv1 icmp6-multicastlistenerdone");
    constants(133, "icmp6-routersolicit icmp6-routeradvert icmp6-neighborsolicit");
    constants(136, "icmp6-neighboradvert icmp6-redirect icmp6-routerrenum");
    constants(139, "icmp6-nodeinformationquery icmp6-nodeinformationresponse");
    constants(141, "icmp6-ineighbordiscoverysolicit icmp6-ineighbordiscoveryadvert");
    constants(143, "icmp6-multicastlistenerreportv2 icmp6-homeagentdiscoveryrequest");
    constants(145, "icmp6-homeagentdiscoveryreply icmp6-mobileprefixsolicit");
    constants(147, "icmp6-mobileprefixadvert icmp6-certpathsolicit icmp6-certpathadvert");
    constants(151, "icmp6-multicastrouteradvert icmp6-multicastroutersolicit");
    constants(153, "icmp6-multicastrouterterm");
    constants(13, "tcpflags");
    String[] flags =
        "tcp-fin tcp-syn tcp-rst tcp-push tcp-ack tcp-urg tcp-ece tcp-cwr".split(" ", -1);
    for (int i = 0; i < flags.length; i++) {
      constants(1 << i, flags[i]);
    }
  }

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private FilterLexer(String text) {
    this.text = text;
  }

  private static void alias(String word, String others) {
    for (String other : others.split(" ", -1)) {
      ALIASES.put(other, word);
    }
  }

  private static void constants(int first, String names) {
    int value = first;
    for (String name : names.split(" ", -1)) {
      CONSTANTS.put(name, value++);
    }
  }

  /// Every word of an expression, and an [Kind#END] behind them. What cannot be cut becomes an
  /// [Kind#ERROR], with the reason as its text if there is more to say than that.
  static List<Token> cut(String text) {
    FilterLexer lexer = new FilterLexer(text);
    while (lexer.at < text.length()) {
      if (" \r\n\t".indexOf(text.charAt(lexer.at)) >= 0) {
        lexer.at++;
      } else {
        lexer.next();
      }
    }
    lexer.tokens.add(new Token(Kind.END, "", 0, text.length()));
    return lexer.tokens;
  }

  private void next() {
    int name = longest(NAME);
    int sign = sign();
    if (name > 0 && isWord(text.substring(at, at + name)) && name >= address()) {
      word(name);
    } else if (sign > 0 && sign >= address()) {
      word(sign);
    } else {
      other(name);
    }
  }

  private void other(int name) {
    int station = longest(STATION);
    int number = longest(NUMBER);
    int ipv4 = longest(IPV4);
    int ipv6 = address();
    int bogus = longest(BOGUS_STATION);
    int most =
        Math.max(Math.max(Math.max(station, number), Math.max(ipv4, ipv6)), Math.max(bogus, name));
    String found = text.substring(at, at + most);
    if (most == 0) {
      unnamed();
    } else if (station == most) {
      add(Kind.STATION, found, 0, most);
    } else if (number == most) {
      number(found);
    } else if (ipv4 == most) {
      add(Kind.IPV4, found, 0, most);
    } else if (ipv6 == most) {
      boolean real = Ip.parse(Family.IPV6, found) != null;
      add(real ? Kind.IPV6 : Kind.ERROR, real ? found : "bogus IPv6 address " + found, 0, most);
    } else if (bogus == most) {
      add(Kind.ERROR, "bogus ethernet address " + found, 0, most);
    } else if (CONSTANTS.containsKey(found)) {
      add(Kind.NUMBER, found, CONSTANTS.get(found), most);
    } else {
      add(Kind.NAME, found, 0, most);
    }
  }

  private void unnamed() {
    int arcnet = longest(ARCNET);
    int quoted = longest(QUOTED);
    if (arcnet > 0) {
      add(Kind.ARCNET, text.substring(at, at + arcnet), 0, arcnet);
    } else if (quoted > 0) {
      add(Kind.NAME, text.substring(at + 1, at + quoted), 0, quoted);
    } else {
      add(Kind.ERROR, "", 0, 1);
    }
  }

  private void word(int length) {
    String found = text.substring(at, at + length);
    add(Kind.WORD, ALIASES.getOrDefault(found, found), 0, length);
  }

  private void number(String found) {
    boolean hex = found.length() > 1 && (found.charAt(1) | 0x20) == 'x';
    boolean octal = !hex && found.charAt(0) == '0';
    long value = 0;
    for (int i = hex ? 2 : 0; i < found.length(); i++) {
      int digit = Character.digit(found.charAt(i), 16);
      if (octal && digit > 7) {
        add(Kind.ERROR, "number " + found + " contains non-octal digit", 0, found.length());
        return;
      }
      value = value * (hex ? 16 : octal ? 8 : 10) + digit;
      if (value > 0xffff_ffffL) {
        add(Kind.ERROR, "number " + found + " overflows 32 bits", 0, found.length());
        return;
      }
    }
    add(Kind.NUMBER, found, (int) value, found.length());
  }

  private void add(Kind kind, String found, int number, int length) {
    tokens.add(new Token(kind, found, number, at));
    at += length;
  }

  private static boolean isWord(String found) {
    return WORDS.contains(found) || ALIASES.containsKey(found);
  }

  private int longest(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    return matcher.lookingAt() ? matcher.end() - at : 0;
  }

  private int sign() {
    if (at + 2 <= text.length() && SIGNS.contains(text.substring(at, at + 2))) {
      return 2;
    }
    return SIGNS.contains(text.substring(at, at + 1)) ? 1 : 0;
  }

  /// How many characters from here can be read as an IPv6 address.
  private int address() {
    int most = Math.min(longest(ADDRESS), 64);
    for (int length = most; length >= 2; length--) {
      if (isAddress(text.substring(at, at + length))) {
        return length;
      }
    }
    return 0;
  }

  private static boolean isAddress(String found) {
    int gap = found.indexOf("::");
    if (gap < 0) {
      return groups(found, true) == 8;
    }
    int before = groups(found.substring(0, gap), false);
    int after = groups(found.substring(gap + 2), true);
    return before >= 0 && after >= 0 && before + after <= 7;
  }

  /// How many groups stand between colons, an IPv4 address counting for two; -1 if anything else
  /// does.
  private static int groups(String found, boolean last) {
    if (found.isEmpty()) {
      return 0;
    }
    String[] parts = found.split(":", -1);
    int count = parts.length;
    for (int i = 0; i < parts.length; i++) {
      boolean four = last && i == parts.length - 1 && isIpv4(parts[i]);
      if (four) {
        count++;
      } else if (!GROUP.matcher(parts[i]).matches()) {
        return -1;
      }
    }
    return count;
  }

  private static boolean isIpv4(String found) {
    return IPV4.matcher(found).matches() && found.chars().filter(c -> c == '.').count() == 3;
  }
}
