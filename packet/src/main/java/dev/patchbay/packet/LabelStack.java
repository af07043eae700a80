package dev.patchbay.packet;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Labels as they are pushed together, the outermost first. Immutable.
public final class LabelStack {
  public static final LabelStack NONE = new LabelStack(new int[0]);

  private final int[] labels;

  private LabelStack(int[] labels) {
    this.labels = labels;
  }

  /// The stack of these labels.
  public static LabelStack of(int... labels) {
    return new LabelStack(labels.clone());
  }

  /// `16/17/18`, in decimal, hexadecimal or octal as C writes it; null when it is none.
  public static @Nullable LabelStack parse(String text) {
    String[] words = text.split("/", -1);
    int[] labels = new int[words.length];
    for (int i = 0; i < words.length; i++) {
      labels[i] = label(words[i]);
      if (labels[i] < 0) {
        return null;
      }
    }
    return new LabelStack(labels);
  }

  private static int label(String word) {
    boolean begins = !word.isEmpty() && word.charAt(0) >= '0' && word.charAt(0) <= '9';
    try {
      long label = begins ? Long.decode(word) : -1;
      return label < Mpls.LABELS ? (int) label : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /// How many there are.
  public int size() {
    return labels.length;
  }

  /// The label at `index`, 0 for the outermost.
  public int label(int index) {
    return labels[index];
  }

  public boolean contains(int label) {
    for (int one : labels) {
      if (one == label) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LabelStack stack && Arrays.equals(labels, stack.labels);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(labels);
  }

  /// As `ip route` shows it: `16/17/18`.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int label : labels) {
      text.append(text.isEmpty() ? "" : "/").append(label);
    }
    return text.toString();
  }
}
