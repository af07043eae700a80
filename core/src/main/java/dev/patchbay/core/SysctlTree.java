package dev.patchbay.core;

import dev.patchbay.core.file.FileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The settings of a machine, as `/proc/sys` shows them to a process of a namespace. Modules add
/// directories; what holds the values is found by namespace, and in some directories by device.
public final class SysctlTree {
  /// One file as one namespace sees it.
  public interface Entry {
    String read();

    void write(String text) throws FileException;

    boolean isReadOnly();
  }

  private record Bound<T>(Sysctl<T> setting, T holder) implements Entry {
    @Override
    public String read() {
      return setting.read(holder);
    }

    @Override
    public void write(String text) throws FileException {
      setting.write(holder, text);
    }

    @Override
    public boolean isReadOnly() {
      return setting.isReadOnly();
    }
  }

  /// A directory of settings whose values one object holds; null where the directory does not
  /// exist.
  private record Table<T>(Function<Netns, @Nullable T> holder, Map<String, Sysctl<T>> settings) {
    @Nullable Entry find(Netns netns, String name) {
      Sysctl<T> setting = settings.get(name);
      T value = setting == null ? null : holder.apply(netns);
      return setting == null || value == null ? null : new Bound<>(setting, value);
    }
  }

  /// A directory of directories: one a device, and `all` and `default`.
  private record Family<T>(
      Function<Netns, List<String>> names,
      BiFunction<Netns, String, @Nullable T> holder,
      Map<String, Sysctl<T>> settings) {
    @Nullable Entry find(Netns netns, String device, String name) {
      Sysctl<T> setting = settings.get(name);
      T value = setting == null ? null : holder.apply(netns, device);
      return setting == null || value == null ? null : new Bound<>(setting, value);
    }
  }

  private final Map<String, List<Table<?>>> tables = new LinkedHashMap<>();
  private final Map<String, Family<?>> families = new LinkedHashMap<>();

  /// Adds settings to a directory such as `net/ipv4`. `holder` gives what holds them in a
  /// namespace, or null where the directory's settings do not exist (in a child namespace, say).
  public <T> void add(
      String directory, List<Sysctl<T>> settings, Function<Netns, @Nullable T> holder) {
    tables
        .computeIfAbsent(directory, d -> new ArrayList<>())
        .add(new Table<>(holder, byName(settings)));
  }

  /// Adds a directory such as `net/ipv4/conf` that has one directory a name: `names` lists them,
  /// `holder` gives what holds the settings of one, or null when there is none of that name.
  public <T> void addPerDevice(
      String directory,
      List<Sysctl<T>> settings,
      Function<Netns, List<String>> names,
      BiFunction<Netns, String, @Nullable T> holder) {
    families.put(directory, new Family<>(names, holder, byName(settings)));
  }

  private static <T> Map<String, Sysctl<T>> byName(List<Sysctl<T>> settings) {
    Map<String, Sysctl<T>> map = new LinkedHashMap<>();
    for (Sysctl<T> setting : settings) {
      map.put(setting.name(), setting);
    }
    return map;
  }

  /// The file at `path` (`net/ipv4/ip_forward`), or null.
  public @Nullable Entry find(Netns netns, String path) {
    int slash = path.lastIndexOf('/');
    if (slash < 0) {
      return null;
    }
    String directory = path.substring(0, slash);
    String name = path.substring(slash + 1);
    for (Table<?> table : tables.getOrDefault(directory, List.of())) {
      Entry entry = table.find(netns, name);
      if (entry != null) {
        return entry;
      }
    }
    int above = directory.lastIndexOf('/');
    Family<?> family = above < 0 ? null : families.get(directory.substring(0, above));
    return family == null ? null : family.find(netns, directory.substring(above + 1), name);
  }

  /// The names in a directory, sorted, or null when there is no such directory. The root is the
  /// empty path.
  public @Nullable List<String> list(Netns netns, String directory) {
    TreeSet<String> names = new TreeSet<>();
    for (Table<?> table : tables.getOrDefault(directory, List.of())) {
      if (table.holder().apply(netns) != null) {
        names.addAll(table.settings().keySet());
      }
    }
    Family<?> family = families.get(directory);
    if (family != null) {
      names.addAll(family.names().apply(netns));
    }
    addDevice(netns, directory, names);
    for (Map.Entry<String, List<Table<?>>> below : tables.entrySet()) {
      if (below.getValue().stream().anyMatch(table -> table.holder().apply(netns) != null)) {
        addBelow(directory, below.getKey(), names);
      }
    }
    families.keySet().forEach(path -> addBelow(directory, path, names));
    return names.isEmpty() ? null : List.copyOf(names);
  }

  private void addDevice(Netns netns, String directory, Set<String> names) {
    int above = directory.lastIndexOf('/');
    Family<?> family = above < 0 ? null : families.get(directory.substring(0, above));
    if (family != null && family.names().apply(netns).contains(directory.substring(above + 1))) {
      names.addAll(family.settings().keySet());
    }
  }

  private static void addBelow(String directory, String path, Set<String> names) {
    String prefix = directory.isEmpty() ? "" : directory + "/";
    if (path.startsWith(prefix) && path.length() > prefix.length()) {
      String rest = path.substring(prefix.length());
      int slash = rest.indexOf('/');
      names.add(slash < 0 ? rest : rest.substring(0, slash));
    }
  }
}
