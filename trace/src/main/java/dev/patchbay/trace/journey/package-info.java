/// Journeys for people and programs: text, JSON, a sequence diagram, a page, and what differs
/// between two.
@NullMarked
package dev.patchbay.trace.journey;

import org.jspecify.annotations.NullMarked;
