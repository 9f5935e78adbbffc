/**
 * <b>API: what do all HTTP resources share?</b>
 *
 * <p>In: requests. Out: the check of host and origin, authentication, roles, paging, problem details and the OpenAPI document.
 *
 * <p>Invariant: every error response is a problem (RFC 9457) and reveals no internals; a page of another origin can neither read
 * responses nor send commands.
 */
package io.realign.adapter.api;
