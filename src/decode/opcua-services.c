#include "decode/opcua-services.h"

#include "decode/commands.h"

bool opcua_is_request(uint32_t type)
{
	const struct command_word *w = command_find(PROTO_opc_ua, type, -1);

	return w != NULL;
}

bool opcua_is_answer(uint32_t type, uint32_t *ret_request)
{
	uint32_t request = type == OPCUA_FIND_ON_NETWORK + 1 || type == OPCUA_REGISTER_SERVER_2 + 1
				   ? type - 1
				   : type - OPCUA_ANSWER;

	*ret_request = request;
	return type > OPCUA_ANSWER && opcua_is_request(request);
}

/* --- requests and answers ------------------------------------------------------------------------------ */

void opcua_hear_request(struct opcua_kept *k, struct emit *e, uint32_t id, uint32_t type, struct rd body)
{
	opcua_request_header(&body);
	if (type == OPCUA_ADD_NODES || type == OPCUA_DELETE_NODES)
		opcua_ask_nodes(e, type, body);
	else if (type != OPCUA_WRITE && type != OPCUA_CALL)
		emit_request(e, PROTO_opc_ua, type, -1, text_of("", 0));
	if (type == OPCUA_READ)
		opcua_ask_read(k, e, id, body);
	else if (type == OPCUA_WRITE)
		opcua_ask_body(k, opcua_ask(k, id, type), body);
	else if (type != OPCUA_PUBLISH) /* of which several wait at any time; their answers say themselves
					   what they are */
		(void)opcua_ask(k, id, type);
	if (type == OPCUA_WRITE)
		opcua_ask_write(e, body);
	else if (type == OPCUA_CALL)
		opcua_ask_call(e, body);
	else if (type == OPCUA_CREATE_ITEMS)
		opcua_ask_items(k, body);
	else if (type == OPCUA_BROWSE)
		opcua_ask_browse(k, e, body);
	else if (type == OPCUA_CREATE_SESSION)
		opcua_ask_session(e, body);
	else if (type == OPCUA_ACTIVATE_SESSION)
		opcua_ask_sign_in(k, e, body);
}

/* Is any of the results of this answer bad? [4] (writes, nodes deleted), or the first status of methods and of nodes added */
static bool any_bad(uint32_t type, struct rd r)
{
	bool first = type == OPCUA_CALL || type == OPCUA_ADD_NODES;
	uint32_t n = first || type == OPCUA_WRITE || type == OPCUA_DELETE_NODES ? opcua_count(&r) : 0;

	if (first)
		return n > 0 && opcua_is_bad(rd_le32(&r));
	for (uint32_t i = 0; i < n && rd_ok(&r); i++)
		if (opcua_is_bad(rd_le32(&r)))
			return true;
	return false;
}

static void hear_good(struct opcua_kept *k, const struct opcua_asked *a, struct emit *e, uint32_t request,
		      struct rd body)
{
	if (request == OPCUA_READ && a)
		opcua_hear_read(k, a, e, body);
	else if (request == OPCUA_WRITE && a)
		opcua_hear_write(k, a, e, body);
	else if (request == OPCUA_PUBLISH)
		opcua_hear_publish(k, e, body);
	else if (request == OPCUA_GET_ENDPOINTS)
		opcua_hear_endpoints(e, &body);
	else if (request == OPCUA_CREATE_SESSION)
		opcua_hear_session(e, &body);
	else if (request == OPCUA_FIND_SERVERS)
		opcua_hear_servers(e, &body);
}

void opcua_hear_answer(struct opcua_kept *k, struct emit *e, uint32_t id, uint32_t type, struct rd body)
{
	uint32_t result = opcua_response_header(&body), request;
	struct opcua_asked *a = opcua_asked_of(k, id);
	bool refused = opcua_is_bad(result);

	if (!opcua_is_answer(type, &request))
		request =
			a ? a->service
			  : OPCUA_PUBLISH; /* a fault: the only one that is not kept is asked all the time */
	if (!refused)
		refused = any_bad(request, body);
	emit_answer(e, PROTO_opc_ua, request, -1, refused);
	if (request == OPCUA_ACTIVATE_SESSION)
		signin_answer(&k->signin, e, refused ? LOGIN_FAILED : LOGIN_OK);
	if (!opcua_is_bad(result))
		hear_good(k, a, e, request, body);
	if (a)
		opcua_forget(k, a);
}
