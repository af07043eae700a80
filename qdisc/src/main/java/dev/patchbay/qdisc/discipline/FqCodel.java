package dev.patchbay.qdisc.discipline;

import dev.patchbay.core.NetDevice;
import dev.patchbay.core.NetlinkException;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.core.text.Errno;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.qdisc.Place;
import dev.patchbay.qdisc.Qdisc;
import dev.patchbay.qdisc.QdiscKind;
import dev.patchbay.qdisc.text.Words;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// A queue a flow, in turns, each kept short by what packets have waited (tc-fq_codel(8), RFC
/// 8290).
public final class FqCodel implements QdiscKind {
  private static final String USAGE =
      """
      Usage: ... fq_codel	[ limit PACKETS ] [ flows NUMBER ]
      [ memory_limit BYTES ]
      [ target TIME ] [ interval TIME ]
      [ quantum BYTES ] [ [no]ecn ]
      [ ce_threshold TIME ]
      [ ce_threshold_selector VALUE/MASK ]
      [ drop_batch SIZE ]\
      """;

  private static final int MOST_FLOWS = 65536;

  /// Whose waiting is marked: those of packets whose type of service is this under the mask.
  record Selector(int value, int mask) {
    static final Selector ALL = new Selector(0, 0);
  }

  /// What the words said; -1 was not said. Times are microseconds.
  record Said(
      long limit,
      long flows,
      long quantum,
      long target,
      long interval,
      long threshold,
      long memory,
      long batch,
      int ecn,
      @Nullable Selector selector)
      implements Options {
    static final Said NOTHING = new Said(-1, -1, -1, -1, -1, -1, -1, -1, -1, null);
  }

  @Override
  public String name() {
    return "fq_codel";
  }

  @Override
  public Options parse(Args args, NetDevice device) {
    long limit = -1;
    long flows = -1;
    long quantum = -1;
    long target = -1;
    long interval = -1;
    long threshold = -1;
    long memory = -1;
    long batch = -1;
    int ecn = -1;
    Selector selector = null;
    while (args.hasNext()) {
      String word = args.next();
      switch (word) {
        case "limit" -> limit = said(Words.u32(args, "limit"));
        case "flows" -> flows = said(Words.u32(args, "flows"));
        case "quantum" -> quantum = said(Words.u32(args, "quantum"));
        case "target" -> target = Words.micros(args, "target");
        case "ce_threshold" -> threshold = Words.micros(args, "ce_threshold");
        case "ce_threshold_selector" -> selector = selector(args.next());
        case "memory_limit" -> memory = Words.size(args, "memory_limit");
        case "interval" -> interval = Words.micros(args, "interval");
        case "drop_batch" -> batch = said(Words.u32(args, "drop_batch"));
        case "ecn" -> ecn = 1;
        case "noecn" -> ecn = 0;
        case "help" -> throw Words.usage(USAGE);
        default -> throw Words.unknown(word, USAGE);
      }
    }
    return new Said(
        limit, flows, quantum, target, interval, threshold, memory, batch, ecn, selector);
  }

  private static @Nullable Selector selector(String word) {
    int slash = word.indexOf('/');
    if (slash < 0) {
      throw new CommandException(1, "Missing mask for \"ce_threshold_selector\"");
    }
    OptionalLong mask = Numbers.u8(word.substring(slash + 1), 0);
    if (mask.isEmpty()) {
      throw new CommandException(1, "Illegal mask for \"ce_threshold_selector\"");
    }
    OptionalLong value = Numbers.u8(word.substring(0, slash), 0);
    if (value.isEmpty()) {
      throw Words.illegal("ce_threshold_selector");
    }
    // This one is not sent.
    boolean nothing = value.getAsLong() == 0xff;
    return nothing ? null : new Selector((int) value.getAsLong(), (int) mask.getAsLong());
  }

  /// A zero is not sent.
  private static long said(long number) {
    return number == 0 ? -1 : number;
  }

  @Override
  public Qdisc create(Place place, Options options) throws NetlinkException {
    Said said = options instanceof Said given ? given : Said.NOTHING;
    if (said.flows() > MOST_FLOWS) {
      throw new NetlinkException(Errno.EINVAL);
    }
    return new FqCodelQueue(this, place, said);
  }
}
