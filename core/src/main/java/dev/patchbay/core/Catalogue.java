package dev.patchbay.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/// What modules `provide` of one sort, found by class name: the word in lower case without `_`, `-`
/// and `.` is the class's simple name in lower case; a number of an IEEE standard stands behind
/// `Ieee` there. Only the entry that is asked for is created.
public final class Catalogue<T> {
  private final ServiceLoader<T> loader;
  private final Map<String, T> created = new LinkedHashMap<>();
  private @Nullable Map<String, ServiceLoader.Provider<T>> providers;

  /// A catalogue of what `loader` finds; the caller's module says `uses`. It is best asked for a
  /// module layer: a class loader's also looks into every jar.
  public Catalogue(ServiceLoader<T> loader) {
    this.loader = loader;
  }

  /// The entry for a word of the command line, or null.
  public @Nullable T find(String word) {
    String key = key(word);
    T known = created.get(key);
    if (known != null) {
      return known;
    }
    ServiceLoader.Provider<T> provider = providers().get(key);
    if (provider == null) {
      return null;
    }
    T made = provider.get();
    created.put(key, made);
    return made;
  }

  /// Every entry, in the order the modules list them.
  public List<T> all() {
    List<T> all = new ArrayList<>();
    providers().forEach((key, provider) -> all.add(Optional.ofNullable(find(key)).orElseThrow()));
    return all;
  }

  /// Whether there is an entry for the word; none is created.
  public boolean has(String word) {
    return providers().containsKey(key(word));
  }

  /// The classes, as the modules list them: no entry is created.
  public List<Class<? extends T>> types() {
    List<Class<? extends T>> types = new ArrayList<>();
    providers().values().forEach(provider -> types.add(provider.type()));
    return types;
  }

  /// The classes' simple names, as the modules list them: no entry is created.
  public List<String> classNames() {
    return providers().values().stream().map(p -> p.type().getSimpleName()).toList();
  }

  private Map<String, ServiceLoader.Provider<T>> providers() {
    Map<String, ServiceLoader.Provider<T>> known = providers;
    if (known == null) {
      known = new LinkedHashMap<>();
      for (ServiceLoader.Provider<T> provider : loader.stream().toList()) {
        known.putIfAbsent(provider.type().getSimpleName().toLowerCase(Locale.ROOT), provider);
      }
      providers = known;
    }
    return known;
  }

  private static String key(String word) {
    return isKey(word) ? word : simpleName(word);
  }

  private static boolean isKey(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (!((c >= 'a' && c <= 'z') || (i > 0 && c >= '0' && c <= '9'))) {
        return false;
      }
    }
    return true;
  }

  private static String simpleName(String word) {
    StringBuilder key = new StringBuilder(word.length());
    if (!word.isEmpty() && Character.isDigit(word.charAt(0))) {
      key.append("ieee");
    }
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c != '_' && c != '-' && c != '.') {
        key.append(Character.toLowerCase(c));
      }
    }
    return key.toString();
  }
}
