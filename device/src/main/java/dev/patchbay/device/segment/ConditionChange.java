package dev.patchbay.device.segment;

import static java.util.Objects.requireNonNullElse;

import org.jspecify.annotations.Nullable;

/// What [Conditions] are to become: every field that is null is left as it is. A plain carrier of
/// optional words.
public final class ConditionChange {
  public @Nullable Long delay;
  public @Nullable Long jitter;
  public @Nullable Long rate;
  public @Nullable Limit limit;
  public @Nullable Probability loss;
  public @Nullable Probability duplicate;
  public @Nullable Probability corrupt;
  public @Nullable Probability reorder;
  public @Nullable Integer mtu;

  /// The conditions with this change.
  public Conditions of(Conditions now) {
    return new Conditions(
        requireNonNullElse(delay, now.delay()),
        requireNonNullElse(jitter, now.jitter()),
        requireNonNullElse(rate, now.rate()),
        requireNonNullElse(limit, now.limit()),
        requireNonNullElse(loss, now.loss()),
        requireNonNullElse(duplicate, now.duplicate()),
        requireNonNullElse(corrupt, now.corrupt()),
        requireNonNullElse(reorder, now.reorder()),
        requireNonNullElse(mtu, now.mtu()));
  }
}
