package dev.patchbay.filter.match;

import dev.patchbay.filter.Attachment;
import dev.patchbay.filter.Chosen;
import dev.patchbay.filter.Inspection;
import dev.patchbay.filter.Listing;
import dev.patchbay.filter.Match;
import dev.patchbay.filter.MatchKind;
import dev.patchbay.filter.Option;
import dev.patchbay.filter.Values;
import dev.patchbay.packet.Family;
import java.util.List;

/// `-m quota`: packets until so many bytes have passed.
public final class Quota implements MatchKind {
  private static final Option<Long> QUOTA =
      Option.of("quota", Values.u64()).mandatory().invertible();

  @Override
  public String name() {
    return "quota";
  }

  @Override
  public List<Option<?>> options(Family family) {
    return List.of(QUOTA);
  }

  @Override
  public Match build(Chosen chosen) {
    return new Allowance(chosen.required(QUOTA), chosen.inverted(QUOTA));
  }

  /// The words, and in a table what is left.
  static final class Allowance implements Match {
    private final long bytes;
    private final boolean inverted;
    private long left;

    Allowance(long bytes, boolean inverted) {
      this.bytes = bytes;
      this.inverted = inverted;
      this.left = bytes;
    }

    @Override
    public String name() {
      return "quota";
    }

    @Override
    public Match attach(Attachment place) {
      return new Allowance(bytes, inverted);
    }

    @Override
    public boolean matches(Inspection packet) {
      int length = packet.length();
      if (Long.compareUnsigned(left, length) < 0) {
        left = 0;
        return inverted;
      }
      left -= length;
      return !inverted;
    }

    @Override
    public void save(StringBuilder out) {
      out.append(inverted ? " ! --quota " : " --quota ").append(Long.toUnsignedString(bytes));
    }

    @Override
    public void list(StringBuilder out, Listing listing) {
      out.append(" quota: ").append(Long.toUnsignedString(bytes)).append(" bytes");
    }
  }
}
