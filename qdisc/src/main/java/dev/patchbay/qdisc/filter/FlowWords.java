package dev.patchbay.qdisc.filter;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.packet.Ip;
import dev.patchbay.qdisc.filter.ematch.Ematch;
import dev.patchbay.qdisc.filter.ematch.EmatchWords;
import dev.patchbay.qdisc.text.Handle;
import dev.patchbay.qdisc.text.Words;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the words of flow.
final class FlowWords {
  private static final String USAGE =
      """
      Usage: ... flow ...

       [mapping mode]: map key KEY [ OPS ] ...
       [hashing mode]: hash keys KEY-LIST ... [ perturb SECS ]

                       [ divisor NUM ] [ baseclass ID ] [ match EMATCH_TREE ]
                       [ action ACTION_SPEC ]

      KEY-LIST := [ KEY-LIST , ] KEY
      KEY      := [ src | dst | proto | proto-src | proto-dst | iif | priority |
                    mark | nfct | nfct-src | nfct-dst | nfct-proto-src |
                    nfct-proto-dst | rt-classid | sk-uid | sk-gid |
                    vlan-tag | rxhash ]
      OPS      := [ or NUM | and NUM | xor NUM | rshift NUM | addend NUM ]
      ID       := X:Y\
      """;

  /// What of a packet can be a key, as the kernel numbers them.
  enum Key {
    SRC,
    DST,
    PROTO,
    PROTO_SRC,
    PROTO_DST,
    IIF,
    PRIORITY,
    MARK,
    NFCT,
    NFCT_SRC,
    NFCT_DST,
    NFCT_PROTO_SRC,
    NFCT_PROTO_DST,
    RT_CLASSID,
    SK_UID,
    SK_GID,
    VLAN_TAG,
    RXHASH;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Key of(String word) {
      for (Key key : values()) {
        if (Args.matches(word, key.word())) {
          return key;
        }
      }
      throw new CommandException(1, "Unknown flow key \"" + word + "\"");
    }
  }

  private final Args args;
  private final FilterKind.Head head;
  private Target target;
  private boolean hashes;
  private Set<Key> keys = EnumSet.noneOf(Key.class);
  private int said;
  private int mask = FlowOptions.ALL;
  private int xor;
  private int shift;
  private int addend;
  private int divisor;
  private int base;
  private @Nullable Integer perturb;
  private @Nullable Ematch match;

  FlowWords(Args args, FilterKind.Head head) {
    this.args = args;
    this.head = head;
    this.target = Target.of(head);
  }

  FlowOptions read() {
    while (args.hasNext()) {
      take(args.next());
    }
    if (said > 1 && !hashes) {
      throw new CommandException(1, "Invalid mode \"map\" for multiple keys");
    }
    return new FlowOptions(
        target, hashes, List.copyOf(keys), mask, xor, shift, addend, divisor, base, perturb, match);
  }

  private void take(String word) {
    if (Args.matches(word, "map")) {
      hashes = false;
    } else if (Args.matches(word, "hash")) {
      hashes = true;
    } else if (Args.matches(word, "keys")) {
      keys(args.next());
    } else if (Args.matches(word, "and")) {
      change((int) Words.u32(args, "mask"), 0);
    } else if (Args.matches(word, "or")) {
      int bits = (int) Words.u32(args, "or");
      change(~bits, bits);
    } else if (Args.matches(word, "xor")) {
      change(FlowOptions.ALL, (int) Words.u32(args, "xor"));
    } else if (Args.matches(word, "rshift")) {
      shift = (int) Words.u32(args, "rshift");
    } else if (Args.matches(word, "addend")) {
      addend = addend(args.next());
    } else if (Args.matches(word, "divisor")) {
      divisor = (int) Words.u32(args, "divisor");
    } else if (Args.matches(word, "baseclass")) {
      base(args.next());
    } else if (Args.matches(word, "perturb")) {
      perturb = (int) Words.u32(args, "perturb");
    } else if (Args.matches(word, "match")) {
      match = EmatchWords.read(args);
    } else if (Args.matches(word, "help")) {
      throw Words.usage(USAGE);
    } else {
      takeTarget(word);
    }
  }

  private void takeTarget(String word) {
    boolean isClass = Args.matches(word, "classid") || word.equals("flowid");
    Target taken = isClass ? null : target.take(word, args, head.netns());
    if (taken == null) {
      throw Words.unknown(word, USAGE);
    }
    target = taken;
  }

  private void keys(String word) {
    keys = EnumSet.noneOf(Key.class);
    said = 0;
    for (String each : word.split(",", -1)) {
      keys.add(Key.of(each));
      said++;
    }
  }

  /// Does one more thing to the bits of the key (`transfer_bitop`).
  private void change(int kept, int turned) {
    xor = turned ^ (xor & kept);
    mask &= kept;
  }

  /// A number, or the address of what is to become 0.
  private int addend(String word) {
    boolean negative = word.startsWith("-");
    String value = negative ? word.substring(1) : word;
    OptionalLong number = Numbers.u32(value, 0);
    Ip address = number.isPresent() ? null : Ip.parse(value);
    if (number.isEmpty() && address == null) {
      throw Words.illegal("addend");
    }
    int read = address == null ? (int) number.orElse(0) : low(address);
    return negative ? -read : read;
  }

  /// The last 32 bits of an address.
  static int low(Ip address) {
    return address.isV6() ? (int) address.lo() : (int) (address.hi() >>> 32);
  }

  private void base(String word) {
    OptionalInt read = Handle.readClass(word);
    if (read.isEmpty() || Handle.minor(read.getAsInt()) == 0) {
      throw Words.illegal("baseclass");
    }
    base = read.getAsInt();
  }
}
