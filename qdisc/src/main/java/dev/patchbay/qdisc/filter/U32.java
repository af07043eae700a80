package dev.patchbay.qdisc.filter;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Numbers;
import dev.patchbay.qdisc.text.Words;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Filters by bytes of a packet: words of 32 bits under masks, in hash tables that lead to each
/// other (tc-u32(8)).
public final class U32 implements FilterKind {
  @Override
  public String name() {
    return "u32";
  }

  @Override
  public @Nullable Options parse(Args args, Head head) {
    return args.hasNext() ? new U32Words(args, head).read() : null;
  }

  @Override
  public int handle(@Nullable String word) {
    return word == null ? 0 : handleOf(word, "handle");
  }

  /// `TABLE:BUCKET:NODE`, each hexadecimal and possibly left out; a number alone is the whole
  /// (`get_u32_handle`).
  static int handleOf(String word, String what) {
    String[] parts = word.split(":", -1);
    if (parts.length == 1) {
      return (int) part(word, 0xffff_ffffL, what);
    }
    long table = part(parts[0], 0xfff, what);
    long bucket = part(parts[1], 0xff, what);
    long node = parts.length > 2 ? part(parts[2], 0xfff, what) : 0;
    return (int) ((table << 20) | (bucket << 12) | node);
  }

  private static long part(String word, long most, String what) {
    OptionalLong number = word.isEmpty() ? OptionalLong.of(0) : Numbers.u32(word, 16);
    if (number.isEmpty() || number.getAsLong() > most) {
      throw Words.illegal(what);
    }
    return number.getAsLong();
  }

  @Override
  public Classifier create(Chain chain, int protocol, int pref) {
    return new U32Classifier(this, chain, protocol, pref);
  }
}
