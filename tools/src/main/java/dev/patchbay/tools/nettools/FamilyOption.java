package dev.patchbay.tools.nettools;

import dev.patchbay.core.text.GetOpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The options that choose address families: `-A inet,inet6`, `--inet`, `-4`, `-6`.
final class FamilyOption {
  private final List<AddressFamily> families = new ArrayList<>();

  /// Adds the long options, one a family, to the options of a command. Their letters are their
  /// names.
  static void addTo(Map<String, GetOpt.Long> longs) {
    for (AddressFamily family : AddressFamily.values()) {
      longs.put(family.word(), GetOpt.Long.flag(family.word()));
    }
  }

  /// Takes an option if it chooses a family; returns the refusal, or null.
  @Nullable String take(GetOpt.Option option) {
    String words =
        switch (option.letter()) {
          case "4" -> "inet";
          case "6" -> "inet6";
          case "A" -> option.value();
          default -> AddressFamily.ofWord(option.letter()) == null ? "" : option.letter();
        };
    if (words.isEmpty()) {
      return null;
    }
    for (String word : words.split(",", -1)) {
      AddressFamily family = AddressFamily.ofWord(word);
      if (family == null) {
        return "Unknown address family `" + word + "'.";
      }
      families.add(family);
    }
    return null;
  }

  /// The first family that was chosen, or `otherwise`.
  AddressFamily chosen(AddressFamily otherwise) {
    return families.isEmpty() ? otherwise : families.getFirst();
  }

  boolean has(AddressFamily family) {
    return families.contains(family);
  }

  boolean isEmpty() {
    return families.isEmpty();
  }
}
