package dev.patchbay.qdisc.filter;

import dev.patchbay.core.Netns;
import dev.patchbay.core.NetnsPart;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The filters that disciplines of a namespace share, by number: there as long as one of them does
/// (`tcf_net`).
public final class SharedBlocks implements NetnsPart {
  private static final Key<SharedBlocks> KEY = new Key<>(netns -> new SharedBlocks());

  private static final class Shared {
    final Block block;
    int users;

    Shared(Block block) {
      this.block = block;
    }
  }

  private final Map<Integer, Shared> blocks = new TreeMap<>();

  private SharedBlocks() {}

  /// Those of a namespace.
  public static SharedBlocks of(Netns netns) {
    return netns.part(KEY);
  }

  /// The block of this number, or null.
  public @Nullable Block find(int index) {
    Shared shared = blocks.get(index);
    return shared == null ? null : shared.block;
  }

  /// A discipline uses the block of this number from now on, which is made if there is none.
  public Block take(int index) {
    Shared shared = blocks.computeIfAbsent(index, key -> new Shared(Block.shared(key)));
    shared.users++;
    return shared.block;
  }

  /// A discipline uses the block no longer.
  public void release(Block block) {
    Shared shared = blocks.get(block.index());
    if (shared != null && --shared.users == 0) {
      blocks.remove(block.index());
      block.end();
    }
  }
}
