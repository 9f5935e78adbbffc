/**
 * <b>API: what do all HTTP resources share?</b>
 *
 * <p>In: requests. Out: authentication, roles, paging, problem details and the OpenAPI document.
 *
 * <p>Invariant: every error response is a problem (RFC 9457) and reveals no internals.
 */
package io.realign.adapter.api;
