package dev.patchbay.device.tunnel;

import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.Numbers;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What an ERSPAN tunnel is asked to be; what is null is left as it is.
public final class ErspanRequest {
  private static final long MOST_INDEX = (1 << 20) - 1;
  private static final int LAST_VERSION = 2;

  private @Nullable Integer version;
  private @Nullable Integer index;
  private @Nullable Boolean egress;
  private @Nullable Integer hardware;

  public ErspanRequest() {}

  /// Reads a word of ERSPAN's; false when it is none.
  public boolean parse(String word, Args args) {
    switch (word) {
      case "erspan_ver" -> version = version(args.next());
      case "erspan" -> index = index(args.next());
      case "erspan_dir" -> egress = isEgress(args.next());
      case "erspan_hwid" -> hardware = hardware(args.next());
      default -> {
        return false;
      }
    }
    return true;
  }

  private static int version(String word) {
    OptionalLong version = Numbers.u8(word, 0);
    if (version.isEmpty()) {
      throw Args.invarg("invalid erspan version\n", word);
    }
    if (version.getAsLong() > LAST_VERSION) {
      throw Args.invarg("erspan version must be 0/1/2\n", word);
    }
    return (int) version.getAsLong();
  }

  private static int index(String word) {
    OptionalLong index = Numbers.u32(word, 0);
    if (index.isEmpty()) {
      throw Args.invarg("invalid erspan index\n", word);
    }
    if (index.getAsLong() == 0 || index.getAsLong() > MOST_INDEX) {
      throw Args.invarg("erspan index must be > 0 and <= 20-bit\n", word);
    }
    return (int) index.getAsLong();
  }

  private static boolean isEgress(String word) {
    if (Args.matches(word, "ingress")) {
      return false;
    }
    if (!Args.matches(word, "egress")) {
      throw Args.invarg("Invalid erspan direction.", word);
    }
    return true;
  }

  private static int hardware(String word) {
    OptionalLong id = Numbers.u16(word, 0);
    return (int) id.orElseThrow(() -> Args.invarg("invalid erspan hwid\n", word));
  }

  /// What comes of `before` when this is asked for: of another version, what was said of that
  /// alone.
  public ErspanSettings over(ErspanSettings before) {
    int newVersion = version == null ? before.version() : version;
    boolean same = newVersion == before.version();
    boolean ofPort = newVersion != LAST_VERSION;
    return new ErspanSettings(
        newVersion,
        (index != null && ofPort) ? index : (same ? before.index() : 0),
        (egress != null && !ofPort) ? egress : (same && before.egress()),
        (hardware != null && !ofPort) ? hardware : (same ? before.hardware() : 0));
  }
}
