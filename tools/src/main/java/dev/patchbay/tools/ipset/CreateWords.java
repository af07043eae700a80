package dev.patchbay.tools.ipset;

import dev.patchbay.filter.set.Entry;
import dev.patchbay.filter.set.SetOptions;
import dev.patchbay.packet.Family;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the words behind `create NAME TYPE`.
final class CreateWords {
  private static final long LONGEST_TIMEOUT = 2_147_483;

  private final TypeSyntax type;
  private final Session session;
  private final SetOptions options = new SetOptions();
  private final Entry range = new Entry();
  private @Nullable Family family;

  CreateWords(TypeSyntax type, Session session) {
    this.type = type;
    this.session = session;
  }

  SetOptions options() {
    return options;
  }

  @Nullable Family family() {
    return family;
  }

  /// Reads them all: first the family, on which the others depend.
  void read(List<String> words) {
    WordReader reader = new WordReader(type, type.create());
    reader.read(words, (word, value) -> takeFamily(reader, word, value));
    if (family == null && type.families() != TypeSyntax.Families.NONE) {
      family = Family.IPV4;
    }
    WordReader again = new WordReader(type, type.create());
    again.read(words, (word, value) -> take(again, word, value));
    check();
  }

  private void takeFamily(WordReader reader, Word word, String value) {
    if (!word.isFamily()) {
      return;
    }
    reader.once(word);
    family =
        switch (value) {
          case "inet", "ipv4", "-4", "--4" -> Family.IPV4;
          case "inet6", "ipv6", "-6", "--6" -> Family.IPV6;
          case "any", "unspec" -> null;
          default -> throw Failure.syntax("unknown inet family " + value);
        };
  }

  private void take(WordReader reader, Word word, String value) {
    if (word.isFamily()) {
      return;
    }
    if (word.isIgnored()) {
      session.warn(
          "Option '--" + word.text() + " " + value + "' is ignored. Please upgrade your syntax.");
      return;
    }
    reader.once(word);
    switch (word) {
      case HASHSIZE -> options.hashSize = u32(value);
      case MAXELEM -> options.maxElements = u32(value);
      case BUCKETSIZE -> options.bucketSize = (int) Numbers.read(value, 0, 255);
      case INITVAL -> options.seed = u32(value);
      case SIZE -> options.size = u32(value);
      case MARKMASK -> options.markMask = u32(value);
      case NETMASK -> options.netmask = netmask(value);
      case TIMEOUT -> options.timeout = Numbers.read(value, 0, LONGEST_TIMEOUT);
      case COUNTERS -> options.counters = true;
      case COMMENTS -> options.comments = true;
      case SKBINFO -> options.packetInfo = true;
      case FORCEADD -> options.forceAdd = true;
      case RANGE -> elements().range(value, range);
      case NETWORK -> elements().range(value, range);
      case FROM_IP -> range.ip = elements().read(value).ip;
      case TO_IP -> range.ipTo = elements().read(value).ip;
      case PORT_RANGE, FROM_PORT -> elements().plainPort(value, range);
      case TO_PORT -> range.portTo = elements().read(value).port;
      default -> throw new IllegalStateException(word.text());
    }
  }

  private ElementWords elements() {
    return new ElementWords(type, family, session.names());
  }

  private static int u32(String text) {
    return (int) Numbers.read(text, 0, Numbers.U32);
  }

  private int netmask(String text) {
    int bits = family == Family.IPV6 ? Family.IPV6.bits() : Family.IPV4.bits();
    try {
      return Numbers.prefix(text, 1, bits);
    } catch (Failure e) {
      throw e.followedBy(Failure.syntax("netmask is out of the inclusive range of 1-" + bits));
    }
  }

  private void check() {
    boolean ofAddresses = type.create().contains(Word.RANGE);
    boolean ofPorts = type.create().contains(Word.PORT_RANGE);
    boolean hasAddresses = range.ip != null && (range.ipTo != null || range.cidr != Entry.ABSENT);
    boolean hasPorts = range.port != Entry.ABSENT && range.portTo != Entry.ABSENT;
    if ((ofAddresses && !hasAddresses) || (ofPorts && !hasPorts)) {
      throw Failure.parameter("Mandatory option `range' is missing");
    }
    options.from = range.ip;
    options.to = range.ipTo;
    options.cidr = range.cidr;
    options.port = range.port;
    options.portTo = range.portTo;
  }
}
