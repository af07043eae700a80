package dev.patchbay.lab.command;

import dev.patchbay.core.World;
import dev.patchbay.core.WorldPart;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `journey --save NAME` has kept for `journey --diff NAME`.
final class SavedJourneys implements WorldPart {
  static final Key<SavedJourneys> KEY = new Key<>(SavedJourneys::new);

  private final Map<String, List<String>> byName = new LinkedHashMap<>();

  private SavedJourneys(World world) {}

  void save(String name, List<String> lines) {
    byName.put(name, lines);
  }

  @Nullable List<String> find(String name) {
    return byName.get(name);
  }
}
