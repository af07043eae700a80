package dev.patchbay.qdisc.filter;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.qdisc.filter.U32Options.Hop;
import dev.patchbay.qdisc.text.Words;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads the words of u32.
final class U32Words {
  private static final String USAGE =
      """
      Usage: ... u32 [ match SELECTOR ... ] [ link HTID ] [ classid CLASSID ]
                     [ action ACTION_SPEC ] [ offset OFFSET_SPEC ]
                     [ ht HTID ] [ hashkey HASHKEY_SPEC ]
                     [ sample SAMPLE ] [skip_hw | skip_sw]
      or         u32 divisor DIVISOR

      Where: SELECTOR := SAMPLE SAMPLE ...
             SAMPLE := { ip | ip6 | udp | tcp | icmp | u{32|16|8} | mark }
                       SAMPLE_ARGS [ divisor DIVISOR ]
             FILTERID := X:Y:Z

      NOTE: CLASSID is parsed at hexadecimal input.\
      """;

  private static final int USUAL_DIVISOR = 256;

  private final Args args;
  private final FilterKind.Head head;
  private final Target untold;
  private Target target;
  private @Nullable U32Selector selector;
  private int divisor;
  private int table;
  private int link;
  private int mark;
  private int markMask;
  private boolean marked;
  private Hop hop = Hop.NONE;
  private @Nullable String indev;

  U32Words(Args args, FilterKind.Head head) {
    this.args = args;
    this.head = head;
    this.untold = Target.of(head);
    this.target = untold;
  }

  U32Options read() {
    while (args.hasNext()) {
      take(args.next());
    }
    List<U32Key> keys = selector == null ? null : selector.keys();
    boolean isRule = target != untold || link != 0 || marked;
    return new U32Options(
        target,
        keys == null && isRule && divisor == 0 ? List.of() : keys,
        divisor,
        table,
        link,
        mark & markMask,
        markMask,
        marked,
        hop,
        indev);
  }

  private void take(String word) {
    if (Args.matches(word, "match")) {
      match();
    } else if (Args.matches(word, "offset")) {
      offset();
    } else if (Args.matches(word, "hashkey")) {
      hashKey();
    } else if (Args.matches(word, "divisor")) {
      divisor = buckets("divisor");
    } else if (word.equals("indev")) {
      indev = args.hasNext() ? args.next() : illegal("Illegal indev");
    } else if (word.equals("link")) {
      link = U32.handleOf(args.next(), "link");
    } else if (word.equals("ht")) {
      table = U32.handleOf(args.next(), "ht");
    } else if (word.equals("sample")) {
      sample();
    } else {
      takeTarget(word);
    }
  }

  private void takeTarget(String word) {
    Target taken = target.skip(word);
    if (taken == null) {
      taken = target.take(word, args, head.netns());
    }
    if (taken == null) {
      throw word.equals("help") ? Words.usage(USAGE) : Words.unknown(word, USAGE);
    }
    target = taken;
  }

  /// How many buckets: a power of two.
  private int buckets(String what) {
    long number = Words.u32(args, what);
    if (Long.bitCount(number) != 1 || number > USUAL_DIVISOR) {
      throw Words.illegal(what);
    }
    return (int) number;
  }

  private static String illegal(String message) {
    throw new CommandException(1, message);
  }

  private U32Selector selector() {
    if (selector == null) {
      selector = new U32Selector(args);
    }
    return selector;
  }

  private void match() {
    String word = args.peek();
    if (word != null && Args.matches(word, "mark")) {
      args.skip();
      mark();
    } else {
      selector().take("match");
    }
  }

  private void mark() {
    String first = args.next();
    if (!args.hasNext()) {
      throw Words.illegal("match");
    }
    mark = markPart(first, "value");
    markMask = markPart(args.next(), "mask");
    // The word behind it has to be there.
    if (!args.hasNext()) {
      throw Args.incomplete();
    }
    if ((mark & markMask) != mark) {
      throw new CommandException(1, "Illegal \"mark\" (impossible combination)\nIllegal \"match\"");
    }
    marked = true;
  }

  private static int markPart(String word, String what) {
    OptionalLong number = Numbers.u32(word, 0);
    if (number.isEmpty()) {
      throw new CommandException(1, "Illegal \"mark\" " + what + "\nIllegal \"match\"");
    }
    return (int) number.getAsLong();
  }

  /// A value whose hash is the bucket.
  private void sample() {
    U32Selector sampled = new U32Selector(args);
    sampled.take("sample");
    int buckets = USUAL_DIVISOR;
    if (args.accept("divisor")) {
      buckets = buckets("sample \"divisor\"");
    }
    List<U32Key> keys = sampled.keys();
    if (keys.size() != 1) {
      throw new CommandException(1, "\"sample\" must contain exactly ONE key.");
    }
    U32Key key = keys.getFirst();
    int shift = Integer.numberOfTrailingZeros(key.mask() | 0x8000_0000);
    int hash = ((key.value() & key.mask()) >>> shift) & (buckets - 1);
    table = (table & 0xfff0_0fff) | (hash << 12);
  }

  private void hashKey() {
    String word = args.next();
    if (!Args.matches(word, "mask")) {
      throw Words.illegal("hashkey");
    }
    OptionalLong mask = Numbers.u32(args.next(), 16);
    if (mask.isEmpty() || !args.accept("at")) {
      throw Words.illegal("hashkey");
    }
    int at = (int) Words.u32(args, "hashkey");
    hop =
        new Hop(
            hop.offset(),
            hop.offsetAt(),
            hop.offsetMask(),
            hop.offsetShift(),
            hop.varies(),
            hop.fixed(),
            hop.eats(),
            (int) mask.getAsLong(),
            at);
  }

  private void offset() {
    int plus = hop.offset();
    int at = hop.offsetAt();
    int mask = hop.offsetMask();
    int shift = hop.offsetShift();
    boolean varies = hop.varies();
    boolean fixed = hop.fixed();
    boolean eats = hop.eats();
    boolean more = true;
    while (more && args.hasNext()) {
      switch (args.next()) {
        case "at" -> {
          at = (int) Words.u32(args, "offset");
          varies = true;
        }
        case "mask" -> {
          OptionalLong bits = Numbers.u16(args.next(), 16);
          if (bits.isEmpty()) {
            throw Words.illegal("offset");
          }
          mask = (int) bits.getAsLong();
          varies = true;
        }
        case "shift" -> {
          shift = (int) Words.u32(args, "offset");
          varies = true;
        }
        case "plus" -> {
          plus = (int) Words.u32(args, "offset");
          fixed = true;
        }
        case "eat" -> eats = true;
        default -> {
          args.back();
          more = false;
        }
      }
    }
    hop = new Hop(plus, at, mask, shift, varies, fixed, eats, hop.hashMask(), hop.hashAt());
  }
}
