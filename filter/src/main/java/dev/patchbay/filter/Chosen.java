package dev.patchbay.filter;

import dev.patchbay.packet.Family;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The options of one extension that were given in one rule, as far as they have been read.
public final class Chosen {
  private record Given(boolean inverted, @Nullable Object value) {}

  /// One option as it was given.
  public record Choice(Option<?> option, boolean inverted, @Nullable Object value) {}

  private final Extension extension;
  private final Family family;
  private final NameService names;
  private final Map<Option<?>, List<Given>> given = new LinkedHashMap<>();
  private final List<Choice> sequence = new ArrayList<>();
  private final StringBuilder warnings = new StringBuilder();
  private String protocol = "";
  private boolean protocolInverted;

  public Chosen(Extension extension, Family family, NameService names) {
    this.extension = extension;
    this.family = family;
    this.names = names;
  }

  /// What `-p` says so far: some values are read in its light.
  public void protocol(String name, boolean inverted) {
    protocol = name;
    protocolInverted = inverted;
  }

  /// Reads one option.
  ///
  /// @throws Refusal when it stands twice, behind a `!` that it does not know, or its value is none
  public void take(Option<?> option, boolean inverted, @Nullable String text) {
    if (has(option) && !option.isRepeatable()) {
      String own = option.repetition();
      throw own == null ? refuse(option, "can only be used once.\n") : new Refusal(own);
    }
    if (inverted && !option.isInvertible()) {
      String own = option.inversion();
      throw own == null ? refuse(option, "cannot be inverted.\n") : new Refusal(own);
    }
    Reading reading =
        new Reading(extension.name(), option.name(), family, names, protocol, warnings);
    Object value = option.read(reading, text);
    given.computeIfAbsent(option, o -> new ArrayList<>()).add(new Given(inverted, value));
    sequence.add(new Choice(option, inverted, value));
  }

  private Refusal refuse(Option<?> option, String what) {
    return new Refusal(extension.name() + ": option \"--" + option.name() + "\" " + what);
  }

  /// Looks whether all that must be there is, and nothing that contradicts it.
  ///
  /// @throws Refusal when not
  public void check() {
    extension.verify(this);
    List<Option<?>> options = extension.options(family);
    for (Option<?> option : options) {
      if (!has(option)) {
        if (option.isMandatory()) {
          throw refuse(option, "must be specified\n");
        }
        continue;
      }
      for (Option<?> other : options) {
        if (other == option) {
          continue;
        }
        if (option.required().contains(other.name()) && !has(other)) {
          throw refuse(option, "also requires \"--" + other.name() + "\".\n");
        }
        if (option.excluded().contains(other.name()) && has(other)) {
          throw refuse(option, "cannot be used together with \"--" + other.name() + "\".\n");
        }
      }
    }
  }

  public Family family() {
    return family;
  }

  public NameService names() {
    return names;
  }

  /// Lines that are told although nothing is refused, each with its end.
  public String warnings() {
    return warnings.toString();
  }

  /// What `-p` was given, or empty.
  public String protocol() {
    return protocol;
  }

  /// Whether a `!` stands before `-p`.
  public boolean isProtocolInverted() {
    return protocolInverted;
  }

  public boolean isEmpty() {
    return given.isEmpty();
  }

  public boolean has(Option<?> option) {
    return given.containsKey(option);
  }

  /// Whether `one` was given, and before `other`.
  public boolean isBefore(Option<?> one, Option<?> other) {
    List<Option<?>> order = List.copyOf(given.keySet());
    return order.contains(one) && order.indexOf(one) < order.indexOf(other);
  }

  /// Whether the option was given behind `!`.
  public boolean inverted(Option<?> option) {
    List<Given> all = given.get(option);
    return all != null && all.getLast().inverted;
  }

  /// The value, or null when the option was not given.
  @SuppressWarnings("unchecked")
  public <T> @Nullable T get(Option<T> option) {
    List<Given> all = given.get(option);
    return all == null ? null : (T) all.getLast().value;
  }

  /// The value, or what counts when the option was not given.
  public <T> T get(Option<T> option, T otherwise) {
    T value = get(option);
    return value == null ? otherwise : value;
  }

  /// The value of an option that [#check] has seen.
  public <T> T required(Option<T> option) {
    T value = get(option);
    if (value == null) {
      throw new IllegalStateException("--" + option.name() + " was not given");
    }
    return value;
  }

  /// Everything in the order in which it was given, where that says something.
  public List<Choice> sequence() {
    return sequence;
  }

  /// All values of an option that may be given several times.
  @SuppressWarnings("unchecked")
  public <T> List<T> all(Option<T> option) {
    List<T> values = new ArrayList<>();
    for (Given one : given.getOrDefault(option, List.of())) {
      if (one.value != null) {
        values.add((T) one.value);
      }
    }
    return values;
  }
}
