//! Pages and forms, the HTTP API, server-sent events, cookies, limits and headers.
