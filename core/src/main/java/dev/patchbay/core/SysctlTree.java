package dev.patchbay.core;

import dev.patchbay.core.file.FileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The settings of a machine, as `/proc/sys` shows them to a process of a namespace. Modules add
/// directories; what holds the values is found by namespace, and in some directories by device.
public final class SysctlTree {
  /// One file as one namespace sees it.
  public interface Entry {
    String read() throws FileException;

    void write(String text) throws FileException;

    /// The permission bits.
    int mode();
  }

  private record Bound<T>(Sysctl<T> setting, T holder) implements Entry {
    @Override
    public String read() throws FileException {
      return setting.read(holder);
    }

    @Override
    public void write(String text) throws FileException {
      setting.write(holder, text);
    }

    @Override
    public int mode() {
      return setting.mode();
    }
  }

  /// Settings whose values one object holds; null where they do not exist.
  private record Table<T>(Function<Netns, @Nullable T> holder, Map<String, Sysctl<T>> settings) {
    boolean exists(Netns netns) {
      return holder.apply(netns) != null;
    }

    @Nullable Entry find(Netns netns, String name) {
      Sysctl<T> setting = settings.get(name);
      T value = setting == null ? null : holder.apply(netns);
      return setting == null || value == null ? null : new Bound<>(setting, value);
    }
  }

  /// Directories of the same settings: one a device, and `all` and `default`.
  private record Family<T>(
      Function<Netns, List<String>> names,
      BiFunction<Netns, String, @Nullable T> holder,
      Map<String, Sysctl<T>> settings) {
    Table<T> of(String device) {
      return new Table<>(netns -> holder.apply(netns, device), settings);
    }
  }

  /// A directory. Which of its files and directories there are depends on who looks.
  public static final class Directory {
    private final Map<String, Directory> below;
    private final List<Table<?>> tables;
    private final List<Family<?>> families = new ArrayList<>(0);

    /// Whether a family is in it or below, and so it is there for everyone.
    private boolean everywhere;

    private Directory() {
      this(new LinkedHashMap<>(), new ArrayList<>(1));
    }

    private Directory(Map<String, Directory> below, List<Table<?>> tables) {
      this.below = below;
      this.tables = tables;
    }

    private Directory make(String name) {
      return below.computeIfAbsent(name, n -> new Directory());
    }

    private Directory with(List<Table<?>> others) {
      List<Table<?>> more = new ArrayList<>(tables);
      more.addAll(others);
      return new Directory(below, more);
    }

    private boolean exists(Netns netns) {
      if (everywhere) {
        return true;
      }
      for (int i = 0; i < tables.size(); i++) {
        if (tables.get(i).exists(netns)) {
          return true;
        }
      }
      for (Directory directory : below.values()) {
        if (directory.exists(netns)) {
          return true;
        }
      }
      return false;
    }

    /// The file of this name, or null.
    public @Nullable Entry file(Netns netns, String name) {
      for (int i = 0; i < tables.size(); i++) {
        Entry entry = tables.get(i).find(netns, name);
        if (entry != null) {
          return entry;
        }
      }
      return null;
    }

    /// The directory of this name, or null.
    public @Nullable Directory directory(Netns netns, String name) {
      Directory fixed = below.get(name);
      List<Table<?>> device = families.isEmpty() ? List.of() : new ArrayList<>(1);
      for (Family<?> family : families) {
        Table<?> table = family.of(name);
        if (table.exists(netns)) {
          device.add(table);
        }
      }
      if (!device.isEmpty()) {
        return fixed == null ? new Directory(Map.of(), device) : fixed.with(device);
      }
      return fixed != null && fixed.exists(netns) ? fixed : null;
    }

    /// What is in it, sorted.
    public List<String> names(Netns netns) {
      TreeSet<String> names = new TreeSet<>();
      for (Table<?> table : tables) {
        if (table.exists(netns)) {
          names.addAll(table.settings().keySet());
        }
      }
      for (Family<?> family : families) {
        names.addAll(family.names().apply(netns));
      }
      below.forEach((name, directory) -> {
        if (directory.exists(netns)) {
          names.add(name);
        }
      });
      return List.copyOf(names);
    }
  }

  private final Directory root = new Directory();

  /// `/proc/sys` itself.
  public Directory root() {
    return root;
  }

  /// Adds settings to a directory such as `net/ipv4`. `holder` gives what holds them in a
  /// namespace, or null where the directory's settings do not exist (in a child namespace, say).
  public <T> void add(
      String directory, List<Sysctl<T>> settings, Function<Netns, @Nullable T> holder) {
    Directory at = root;
    for (String name : directory.split("/", -1)) {
      at = at.make(name);
    }
    at.tables.add(new Table<>(holder, byName(settings)));
  }

  /// Adds settings to a directory such as `net/ipv4/conf` that has one directory a name: `names`
  /// lists them, `holder` gives what holds the settings of one, or null when there is none of that
  /// name.
  public <T> void addPerDevice(
      String directory,
      List<Sysctl<T>> settings,
      Function<Netns, List<String>> names,
      BiFunction<Netns, String, @Nullable T> holder) {
    Directory at = root;
    for (String name : directory.split("/", -1)) {
      at = at.make(name);
      at.everywhere = true;
    }
    at.families.add(new Family<>(names, holder, byName(settings)));
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
    Directory directory = directory(netns, path.substring(0, Math.max(slash, 0)));
    return directory == null ? null : directory.file(netns, path.substring(slash + 1));
  }

  /// The names in a directory, sorted, or null when there is no such directory. The root is the
  /// empty path.
  public @Nullable List<String> list(Netns netns, String path) {
    Directory directory = directory(netns, path);
    return directory == null ? null : directory.names(netns);
  }

  private @Nullable Directory directory(Netns netns, String path) {
    Directory directory = root;
    int at = 0;
    while (directory != null && at < path.length()) {
      int slash = path.indexOf('/', at);
      int end = slash < 0 ? path.length() : slash;
      directory = directory.directory(netns, path.substring(at, end));
      at = end + 1;
    }
    return directory;
  }
}
