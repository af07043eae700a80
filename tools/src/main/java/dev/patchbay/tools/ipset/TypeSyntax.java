package dev.patchbay.tools.ipset;

import static dev.patchbay.tools.ipset.Part.ETHER;
import static dev.patchbay.tools.ipset.Part.HOSTS;
import static dev.patchbay.tools.ipset.Part.IFACE;
import static dev.patchbay.tools.ipset.Part.IP;
import static dev.patchbay.tools.ipset.Part.MARK;
import static dev.patchbay.tools.ipset.Part.NAME;
import static dev.patchbay.tools.ipset.Part.PLAIN_PORT;
import static dev.patchbay.tools.ipset.Part.PORT;
import static dev.patchbay.tools.ipset.Part.SINGLE_IP;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How the elements and the options of a type of set are written, in the form of the type that the
/// kernel has.
///
/// @param families which families a set can be of
/// @param create the words behind `create`, in the order in which a listing has them
/// @param newer words that only a newer kernel knows, and the revision of the type that has them
/// @param change whether ranges can stand behind `add` and `del`, and which
/// @param ask the same behind `test`
record TypeSyntax(
    String word,
    String alias,
    int revision,
    Families families,
    List<Part> parts,
    List<Word> create,
    Map<Word, Integer> newer,
    Ranges change,
    Ranges ask) {
  /// Which families a set can be of.
  enum Families {
    BOTH,
    IPV4,
    NONE
  }

  /// Which ranges a command takes.
  ///
  /// @param prefix an address with a prefix
  /// @param addresses one address to another
  /// @param ports one port to another
  record Ranges(boolean prefix, boolean addresses, boolean ports) {
    static final Ranges NO = new Ranges(false, false, false);
    static final Ranges PREFIX = new Ranges(true, false, false);
    static final Ranges PORTS = new Ranges(false, false, true);
    static final Ranges ADDRESSES = new Ranges(true, true, false);
    static final Ranges ALL = new Ranges(true, true, true);
  }

  private static final List<Word> FAMILY = List.of(Word.FAMILY, Word.INET, Word.INET6);
  private static final List<Word> HASH = List.of(Word.HASHSIZE, Word.MAXELEM);
  private static final List<Word> KEPT = List.of(Word.TIMEOUT, Word.COUNTERS, Word.COMMENTS);
  private static final List<Word> TAIL =
      List.of(Word.FORCEADD, Word.SKBINFO, Word.BUCKETSIZE, Word.INITVAL);
  private static final List<Word> OLD = List.of(Word.PROBES, Word.RESIZE);
  private static final List<Word> OLD_RANGE =
      List.of(Word.PROBES, Word.RESIZE, Word.OLD_FROM, Word.OLD_TO, Word.OLD_NETWORK);
  private static final List<Word> SINCE = List.of(Word.FROM_IP, Word.TO_IP, Word.NETWORK);
  private static final List<Word> EXTRA =
      List.of(Word.PACKETS, Word.BYTES, Word.COMMENT, Word.SKBMARK, Word.SKBPRIO, Word.SKBQUEUE);

  /// All types, in the order in which the help lists them.
  static final List<TypeSyntax> ALL =
      List.of(
          list("list:set", "setlist", 3, List.of(Word.SIZE), NAME),
          new TypeSyntax(
              "hash:mac",
              "machash",
              1,
              Families.NONE,
              List.of(ETHER),
              words(HASH, KEPT, TAIL),
              Map.of(),
              Ranges.NO,
              Ranges.NO),
          hash("hash:ip,mac", "ipmachash", 1, Ranges.NO, Ranges.NO, List.of(), HOSTS, ETHER),
          network("hash:net,iface", "netifacehash", 8, Ranges.ADDRESSES, IFACE),
          network("hash:net,port", "netporthash", 8, Ranges.ALL, PORT),
          network("hash:net,port,net", "netportnethash", 3, Ranges.ALL, PORT, Part.NETWORK),
          new TypeSyntax(
              "hash:net,net",
              "netnethash",
              3,
              Families.BOTH,
              List.of(Part.NETWORK, Part.NETWORK),
              words(FAMILY, HASH, KEPT, TAIL),
              Map.of(Word.NETMASK, 4, Word.BITMASK, 4),
              Ranges.ADDRESSES,
              Ranges.PREFIX),
          new TypeSyntax(
              "hash:net",
              "nethash",
              7,
              Families.BOTH,
              List.of(Part.NETWORK),
              words(FAMILY, HASH, KEPT, TAIL, OLD),
              Map.of(),
              Ranges.ADDRESSES,
              Ranges.PREFIX),
          hash(
              "hash:ip,port,net",
              "ipportnethash",
              8,
              Ranges.ALL,
              Ranges.NO,
              OLD_RANGE,
              HOSTS,
              PORT,
              Part.NETWORK),
          hash(
              "hash:ip,port,ip",
              "ipportiphash",
              6,
              Ranges.ALL,
              Ranges.NO,
              OLD_RANGE,
              HOSTS,
              PORT,
              SINGLE_IP),
          new TypeSyntax(
              "hash:ip,mark",
              "ipmarkhash",
              3,
              Families.BOTH,
              List.of(HOSTS, MARK),
              words(FAMILY, List.of(Word.MARKMASK), HASH, KEPT, TAIL, OLD_RANGE),
              Map.of(),
              Ranges.ADDRESSES,
              Ranges.ADDRESSES),
          new TypeSyntax(
              "hash:ip,port",
              "ipporthash",
              6,
              Families.BOTH,
              List.of(HOSTS, PORT),
              words(FAMILY, HASH, KEPT, TAIL, OLD_RANGE),
              Map.of(Word.NETMASK, 7, Word.BITMASK, 7),
              Ranges.ALL,
              Ranges.NO),
          new TypeSyntax(
              "hash:ip",
              "iphash",
              5,
              Families.BOTH,
              List.of(HOSTS),
              words(FAMILY, HASH, List.of(Word.NETMASK), KEPT, TAIL, OLD, List.of(Word.GC)),
              Map.of(Word.BITMASK, 6),
              Ranges.ADDRESSES,
              Ranges.ADDRESSES),
          new TypeSyntax(
              "bitmap:port",
              "portmap",
              3,
              Families.NONE,
              List.of(PLAIN_PORT),
              words(
                  List.of(Word.PORT_RANGE),
                  KEPT,
                  List.of(Word.SKBINFO, Word.FROM_PORT, Word.TO_PORT)),
              Map.of(),
              Ranges.PORTS,
              Ranges.NO),
          new TypeSyntax(
              "bitmap:ip,mac",
              "macipmap",
              3,
              Families.IPV4,
              List.of(SINGLE_IP, ETHER),
              words(List.of(Word.RANGE), KEPT, List.of(Word.SKBINFO), SINCE),
              Map.of(),
              Ranges.NO,
              Ranges.NO),
          new TypeSyntax(
              "bitmap:ip",
              "ipmap",
              3,
              Families.IPV4,
              List.of(IP),
              words(List.of(Word.RANGE, Word.NETMASK), KEPT, List.of(Word.SKBINFO), SINCE),
              Map.of(),
              Ranges.ADDRESSES,
              Ranges.NO));

  @SafeVarargs
  private static List<Word> words(List<Word>... groups) {
    List<Word> words = new ArrayList<>();
    for (List<Word> group : groups) {
      words.addAll(group);
    }
    return words;
  }

  private static TypeSyntax list(
      String word, String alias, int revision, List<Word> first, Part part) {
    List<Word> create = words(first, KEPT, List.of(Word.SKBINFO));
    return new TypeSyntax(
        word,
        alias,
        revision,
        Families.NONE,
        List.of(part),
        create,
        Map.of(),
        Ranges.NO,
        Ranges.NO);
  }

  private static TypeSyntax hash(
      String word,
      String alias,
      int revision,
      Ranges change,
      Ranges ask,
      List<Word> old,
      Part... parts) {
    List<Word> create = words(FAMILY, HASH, KEPT, TAIL, old);
    return new TypeSyntax(
        word, alias, revision, Families.BOTH, List.of(parts), create, Map.of(), change, ask);
  }

  private static TypeSyntax network(
      String word, String alias, int revision, Ranges change, Part... more) {
    List<Part> parts = new ArrayList<>();
    parts.add(Part.NETWORK);
    parts.addAll(List.of(more));
    List<Word> create = words(FAMILY, HASH, KEPT, TAIL);
    return new TypeSyntax(
        word, alias, revision, Families.BOTH, parts, create, Map.of(), change, Ranges.PREFIX);
  }

  /// The type of that name or old name, or null.
  static @Nullable TypeSyntax find(String name) {
    for (TypeSyntax type : ALL) {
      if (type.word.equals(name) || type.alias.equals(name)) {
        return type;
      }
    }
    return null;
  }

  /// Whether elements can say `nomatch`.
  boolean hasNomatch() {
    return parts.contains(Part.NETWORK);
  }

  /// Whether the parts behind the first may be missing.
  boolean isLastOptional() {
    return word.equals("bitmap:ip,mac");
  }

  /// The words behind `add`, in the order in which a listing has them.
  List<Word> add() {
    List<Word> words = new ArrayList<>();
    words.add(Word.TIMEOUT);
    if (hasNomatch()) {
      words.add(Word.NOMATCH);
    }
    if (parts.contains(IFACE)) {
      words.add(Word.WILDCARD);
    }
    if (parts.contains(NAME)) {
      words.add(Word.BEFORE);
      words.add(Word.AFTER);
    }
    words.addAll(EXTRA);
    return words;
  }

  /// The words behind `test`.
  List<Word> test() {
    return hasNomatch() ? List.of(Word.NOMATCH) : delete();
  }

  /// The words behind `del`.
  List<Word> delete() {
    return parts.contains(NAME) ? List.of(Word.BEFORE, Word.AFTER) : List.of();
  }
}
